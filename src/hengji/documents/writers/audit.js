(function () {
  "use strict";
  var all = function (chosen, act) { Array.prototype.forEach.call(document.querySelectorAll(chosen), act); };

  /* Jumping to something folded away unfolds it; what was jumped to is framed. */
  var arrive = function () {
    var name = window.location.hash.slice(1);
    all(".shown", function (one) { one.classList.remove("shown"); });
    if (!/^[fqsm]\d+$/.test(name)) { return; }
    var target = document.getElementById(name);
    if (!target) { return; }
    for (var one = target; one; one = one.parentNode) {
      if (one.nodeName === "DETAILS") { one.open = true; }
    }
    var inText = /^[qm]/.test(name);
    all('.hit[data-of~="' + name + '"]', function (hit) { hit.classList.add("shown"); });
    if (!inText) { target.classList.add("shown"); }
    target.scrollIntoView();
    /* The bar at the top must not hide the words. */
    if (inText) { window.scrollBy(0, -110); }
  };
  window.addEventListener("hashchange", arrive);
  window.addEventListener("load", arrive);

  /* A marked passage is itself a way to its finding. */
  all(".hit", function (hit) {
    hit.addEventListener("click", function () {
      window.location.hash = hit.getAttribute("data-of").split(" ")[0].replace("q", "f");
    });
  });
})();
