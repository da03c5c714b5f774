// SPDX-License-Identifier: GPL-3.0-or-later
// Plays Google's script: writes down what the page asks of it, draws nothing. `playedAs` is set by
// the test before: "well", "refusing", "throwing", "without-advanced-markers", "older".
'use strict';
(() => {
  const record = [];
  const manner = window.playedAs;
  window.googleRecord = record;

  const note = (what, argument) => record.push({what, argument});
  const plain = options => {
    const {map, anchor, ...rest} = options ?? {};
    return {...rest, onMap: map !== undefined};
  };

  class Map {
    constructor(node, options) {
      if (manner === 'throwing')
        throw new Error('no map today');
      note('Map', {...plain(options), size: [node.clientWidth, node.clientHeight]});
    }
    fitBounds(bounds, padding) { note('fitBounds', {points: bounds.points, padding}); }
    setOptions(options) { note('setOptions', options); }
    getMapCapabilities() {
      return {isAdvancedMarkersAvailable: manner !== 'without-advanced-markers'};
    }
  }
  class InfoWindow {
    setContent(content) {
      note('setContent', {isElement: content instanceof Element, text: content.textContent, html: content.innerHTML});
    }
    open(options) { note('open', {hasAnchor: options.anchor !== undefined}); }
  }
  class Polyline {
    constructor(options) { note('Polyline', plain(options)); }
  }
  class Circle {
    constructor(options) { note('Circle', plain(options)); }
  }
  class Marker {
    constructor(options) { note('Marker', plain(options)); }
    addListener() {}
  }
  class AdvancedMarkerElement extends HTMLElement {
    constructor(options) {
      super();
      note('AdvancedMarkerElement', plain(options));
      this.title = options.title;
      document.getElementById('google').append(this);
    }
  }
  if (manner !== 'older')
    Object.defineProperty(AdvancedMarkerElement.prototype, 'anchorLeft', {value: '-50%'});
  else
    Object.defineProperty(AdvancedMarkerElement.prototype, 'content', {set(node) { this.append(node); }});
  customElements.define('gmp-advanced-marker', AdvancedMarkerElement);

  class LatLngBounds {
    constructor() { this.points = []; }
    extend(point) { this.points.push(point); }
  }
  const event = {
    addListenerOnce(map, name, callback) { note('addListenerOnce', name); setTimeout(callback, 0); },
  };
  const libraries = {
    maps: {Map, InfoWindow, Polyline, Circle},
    marker: {AdvancedMarkerElement, Marker},
    core: {LatLngBounds, event, ColorScheme: {FOLLOW_SYSTEM: 'FOLLOW_SYSTEM'}},
  };

  window.google = {maps: {importLibrary: async name => libraries[name]}};
  const callback = new URL(document.currentScript.src).searchParams.get('callback');
  setTimeout(() => {
    window[callback]();
    if (manner === 'refusing')
      setTimeout(() => window.gm_authFailure(), 20);
  }, 0);
})();
