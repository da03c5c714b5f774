// What every page does with its drawn map and its table, which are complete without it: lights up
// what belongs together. The scripts of the kinds of page follow it in the same element.
'use strict';
const hopmapPage = (() => {
  const route = JSON.parse(document.getElementById('route').textContent);

  const meet = numbers => {
    const wanted = new Set(numbers);
    for (const stop of document.querySelectorAll('.hm-stop'))
      stop.classList.toggle('met', stop.dataset.hops.split(' ').some(hop => wanted.has(hop)));
    for (const row of document.querySelectorAll('.hop'))
      row.classList.toggle('met', wanted.has(row.dataset.hop));
    document.getElementById('drawn').classList.toggle('met-one',
      document.querySelector('.hm-stop.met') !== null);
  };

  const lightUp = () => {
    for (const row of document.querySelectorAll('.hop.located'))
      row.addEventListener('mouseenter', () => meet([row.dataset.hop]));
    for (const stop of document.querySelectorAll('.hm-stop'))
      stop.addEventListener('mouseenter', () => meet(stop.dataset.hops.split(' ')));
    for (const thing of document.querySelectorAll('.hop.located, .hm-stop'))
      thing.addEventListener('mouseleave', () => meet([]));
  };

  lightUp();
  return {route, text: route.text};
})();
