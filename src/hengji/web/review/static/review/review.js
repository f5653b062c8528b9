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

  function words(sentences) {
    var said = '';
    for (var i = 0; i < sentences.length; i += 1) { sentences[i].classList.add('picked'); said += sentences[i].textContent; }
    return said.trim().length > 80 ? said.trim().slice(0, 80) + '…' : said.trim();
  }

  /* The place of a sentence of the composed report, as its address says it. */
  function stretch(sentence) { return /at=(\d+)-(\d+)/.exec(sentence.getAttribute('href')); }

  /* In the composed report: whole sentences of one paragraph; the server says from which answers they came. */
  function pickInReport(first, last) {
    var box = first.parentNode;
    if (box !== last.parentNode) { return; }
    var all = Array.prototype.slice.call(box.querySelectorAll('.sentence'));
    var from = Math.min(all.indexOf(first), all.indexOf(last));
    var to = Math.max(all.indexOf(first), all.indexOf(last));
    unpick();
    form.querySelector('[data-quote]').textContent = words(all.slice(from, to + 1));
    form.querySelector('[data-where]').textContent = '';
    field('report_start').value = stretch(all[from])[1];
    field('report_end').value = stretch(all[to])[2];
    form.querySelector('button[data-once]').disabled = false;
    form.className = 'card near';
    form.querySelector('[data-origins]').textContent = '';
    origins(stretch(all[from])[1] + '-' + stretch(all[to])[2]);
    field('text').focus({ preventScroll: true });
  }

  function origins(at) {
    fetch('?at=' + at, { credentials: 'same-origin' }).then(function (response) { return response.ok ? response.text() : ''; }).then(function (page) {
      var shown = new DOMParser().parseFromString(page, 'text/html').getElementById('comment-form');
      if (!shown || field('report_start').value + '-' + field('report_end').value !== at) { return; }
      ['[data-where]', '[data-origins]'].forEach(function (name) {
        form.querySelector(name).textContent = shown.querySelector(name).textContent;
      });
    }).catch(function () { /* the place is known all the same */ });
  }

  /* From the first to the last sentence that a selection touches: the anchor is whole sentences. */
  function pick(first, last) {
    if (closest(first, has('data-report'))) { pickInReport(first, last); return; }
    var box = closest(first, has('data-path'));
    if (!box || box !== closest(last, has('data-path'))) { return; }
    var all = Array.prototype.slice.call(box.querySelectorAll('.sentence'));
    var from = Math.min(all.indexOf(first), all.indexOf(last));
    var to = Math.max(all.indexOf(first), all.indexOf(last));
    unpick();
    var section = closest(box, function (node) { return node.tagName === 'SECTION'; });
    anchor(box.getAttribute('data-path'), all[from].getAttribute('data-start'), all[to].getAttribute('data-end'),
      words(all.slice(from, to + 1)), section.querySelector('h2').firstChild.textContent.trim() + '·说明');
  }

  function fillOwn(words) {
    Array.prototype.forEach.call(document.querySelectorAll('[data-own]'), function (box) {
      if (!box.value.trim()) { box.value = words(box); }
    });
  }

  /* A column copied in Excel goes down the boxes of the own level; Enter and the arrows go up and down. */
  function ownBoxes() { return Array.prototype.slice.call(document.querySelectorAll('[data-own]')); }

  document.addEventListener('paste', function (event) {
    if (!event.target.hasAttribute || !event.target.hasAttribute('data-own')) { return; }
    var lines = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '').split(/\r?\n/);
    if (lines.length < 2) { return; }
    event.preventDefault();
    var boxes = ownBoxes();
    var from = boxes.indexOf(event.target);
    lines.slice(0, boxes.length - from).forEach(function (line, number) { boxes[from + number].value = line.split('\t')[0].trim(); });
  });

  document.addEventListener('keydown', function (event) {
    if (!event.target.hasAttribute || !event.target.hasAttribute('data-own') || event.isComposing) { return; }
    var step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || event.key === 'Enter' ? 1 : 0;
    if (!step) { return; }
    event.preventDefault();
    var boxes = ownBoxes();
    var next = boxes[boxes.indexOf(event.target) + step];
    if (next) { next.focus(); next.select(); }
  });

  document.addEventListener('click', function (event) {
    var tick = closest(event.target, has('data-tick-all'));
    if (tick) {
      var boxes = document.querySelectorAll('input[name="line"]');
      for (var i = 0; i < boxes.length; i += 1) { boxes[i].checked = true; }
      return;
    }
    if (closest(event.target, has('data-own-from-draft'))) { fillOwn(function (box) { return box.getAttribute('data-draft'); }); return; }
    if (closest(event.target, has('data-own-none'))) { fillOwn(function () { return '无'; }); return; }
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
