(function () {
  "use strict";
  var all = function (chosen, act) { Array.prototype.forEach.call(document.querySelectorAll(chosen), act); };
  var modern = "scrollBehavior" in document.documentElement.style;

  /* What is jumped to is unfolded, framed and brought into sight. */
  var arrive = function (name) {
    if (!/^[fqsm]\d+$/.test(name)) { return; }
    var target = document.getElementById(name);
    if (!target) { return; }
    var inText = /^[qm]/.test(name);
    all(".shown", function (one) { one.classList.remove("shown"); });
    all('.hit[data-of~="' + name + '"]', function (hit) { hit.classList.add("shown"); });
    if (!inText) { target.classList.add("shown"); }
    for (var one = target; one; one = one.parentNode) {
      if (one.nodeName === "DETAILS") { one.open = true; }
    }
    if (modern) {
      target.scrollIntoView({block: inText ? "center" : "nearest"});
    } else {
      target.scrollIntoView();
      /* The bar at the top must not hide the words. */
      if (inText) { window.scrollBy(0, -110); }
    }
  };
  var jump = function (name, event) {
    if (event) { event.preventDefault(); }
    if (window.history.pushState) { window.history.pushState(null, "", "#" + name); }
    arrive(name);
    /* Who jumps by keyboard goes on from where the jump led. */
    if (!modern) { return; }
    var stop = name.charAt(0) === "q"
      ? document.querySelector('.text a.ref[href="#f' + name.slice(1) + '"]')
      : document.querySelector("a#" + name + ", #" + name + " summary, #" + name + " a");
    if (stop) { stop.focus({preventScroll: true}); }
  };
  var here = function () { arrive(window.location.hash.slice(1)); };
  window.addEventListener("hashchange", here);
  window.addEventListener("popstate", here);
  window.addEventListener("load", here);

  all("a", function (link) {
    var name = (link.getAttribute("href") || "").slice(1);
    if (/^[fqsm]\d+$/.test(name)) {
      link.addEventListener("click", function (event) { jump(name, event); });
    }
  });
  /* A marked passage is itself a way to its finding. */
  all(".hit", function (hit) {
    hit.addEventListener("click", function () {
      jump(hit.getAttribute("data-of").split(" ")[0].replace("q", "f"));
    });
  });
})();
