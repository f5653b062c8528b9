/* Enhances the review pages; every action also works without it. */
(function () {
  'use strict';
  var form = document.getElementById('comment-form');

  function field(name) { return form.querySelector('[name="' + name + '"]'); }

  function anchor(path, start, end, quote, where) {
    field('path').value = path;
    field('start').value = start;
    field('end').value = end;
    field('finding').value = '';
    form.querySelector('[data-where]').textContent = where;
    form.querySelector('[data-quote]').textContent = quote;
    form.className = 'card near';
    field('text').focus();
  }

  function closest(node, test) {
    while (node && node !== document) {
      if (node.nodeType === 1 && test(node)) { return node; }
      node = node.parentNode;
    }
    return null;
  }

  function has(name) { return function (node) { return node.hasAttribute(name); }; }

  function unpick() {
    var picked = document.querySelectorAll('.sentence.picked');
    for (var i = 0; i < picked.length; i += 1) { picked[i].classList.remove('picked'); }
  }

  /* From the first to the last sentence that a selection touches: the anchor is whole sentences. */
  function pick(first, last) {
    var box = closest(first, has('data-path'));
    if (!box || box !== closest(last, has('data-path'))) { return; }
    var all = Array.prototype.slice.call(box.querySelectorAll('.sentence'));
    var from = Math.min(all.indexOf(first), all.indexOf(last));
    var to = Math.max(all.indexOf(first), all.indexOf(last));
    var words = '';
    unpick();
    for (var i = from; i <= to; i += 1) { all[i].classList.add('picked'); words += all[i].textContent; }
    var section = closest(box, function (node) { return node.tagName === 'SECTION'; });
    anchor(box.getAttribute('data-path'), all[from].getAttribute('data-start'), all[to].getAttribute('data-end'),
      words.length > 80 ? words.slice(0, 80) + '…' : words, section.querySelector('h2').firstChild.textContent.trim() + '·说明');
  }

  document.addEventListener('click', function (event) {
    var tick = closest(event.target, has('data-tick-all'));
    if (tick) {
      var boxes = document.querySelectorAll('input[name="line"]');
      for (var i = 0; i < boxes.length; i += 1) { boxes[i].checked = true; }
      return;
    }
    if (!form) { return; }
    var sentence = closest(event.target, function (node) { return node.classList.contains('sentence'); });
    if (sentence) {
      event.preventDefault();
      if (String(window.getSelection()) === '') { pick(sentence, sentence); }
      return;
    }
    var mark = closest(event.target, has('data-cell'));
    if (mark) {
      event.preventDefault();
      unpick();
      var line = mark.parentNode.parentNode;
      var title = closest(mark, function (node) { return node.tagName === 'TBODY'; }).querySelector('th').firstChild.textContent.trim();
      anchor(mark.getAttribute('data-cell'), '', '', mark.parentNode.firstChild.textContent.trim().slice(0, 80),
        title + '·' + line.querySelector('dt').textContent);
      return;
    }
    if (closest(event.target, has('data-whole'))) {
      event.preventDefault();
      unpick();
      anchor('', '', '', '', '全文');
    }
  });

  document.addEventListener('mouseup', function () {
    var selection = form && window.getSelection();
    if (!selection || selection.isCollapsed) { return; }
    function sentenceOf(node) { return closest(node, function (one) { return one.classList.contains('sentence'); }); }
    var first = sentenceOf(selection.anchorNode);
    var last = sentenceOf(selection.focusNode);
    if (first && last) { pick(first, last); }
  });

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape' && form && form.className.indexOf('near') >= 0) { form.className = 'card'; unpick(); }
  });

  /* A second press of the same button does nothing while the first is under way. */
  document.addEventListener('submit', function (event) {
    var sent = event.target;
    if (sent.getAttribute('data-sent')) { event.preventDefault(); return; }
    if (sent.querySelector('[data-once]')) { sent.setAttribute('data-sent', '1'); }
  });
  window.addEventListener('pageshow', function () {
    var sent = document.querySelectorAll('[data-sent]');
    for (var i = 0; i < sent.length; i += 1) { sent[i].removeAttribute('data-sent'); }
  });
}());
