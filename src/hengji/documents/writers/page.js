(function () {
  "use strict";
  var all = function (chosen, act) { Array.prototype.forEach.call(document.querySelectorAll(chosen), act); };
  var unfold = function (open) { all("details", function (one) { one.open = open; }); };

  /* Buttons stand only where they work. */
  var tools = document.querySelector(".tools");
  [["全部展开", function () { unfold(true); }], ["全部收起", function () { unfold(false); }],
   ["打印", function () { window.print(); }]].forEach(function (tool) {
    var button = document.createElement("button");
    button.type = "button";
    button.appendChild(document.createTextNode(tool[0]));
    button.addEventListener("click", tool[1]);
    tools.appendChild(button);
  });

  /* On paper every reason is to be read. */
  var before = [];
  window.addEventListener("beforeprint", function () {
    before = [];
    all("details", function (one) { before.push([one, one.open]); one.open = true; });
  });
  window.addEventListener("afterprint", function () {
    before.forEach(function (pair) { pair[0].open = pair[1]; });
  });

  /* The source of a figure at once, also by touch; without script the title shows it. */
  var tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("role", "tooltip");
  document.body.appendChild(tip);
  var show = function (one) {
    if (one.title) { one.setAttribute("data-source", one.title); one.removeAttribute("title"); }
    tip.textContent = one.getAttribute("data-source");
    tip.style.display = "block";
    var box = one.getBoundingClientRect();
    var left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - tip.offsetWidth - 8));
    var above = box.top - tip.offsetHeight - 6;
    tip.style.left = (left + window.pageXOffset) + "px";
    tip.style.top = ((above >= 0 ? above : box.bottom + 6) + window.pageYOffset) + "px";
  };
  var hide = function () { tip.style.display = "none"; };
  all(".fact", function (one) {
    if (one.title) {
      one.addEventListener("mouseenter", function () { show(one); });
      one.addEventListener("mouseleave", hide);
    }
  });
})();
