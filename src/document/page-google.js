// Puts Google's map over the drawn one where the reader wants it and Google answers; the page is
// complete without. It goes with page.js.
(() => {
  const PATIENCE_MS = 8000;
  const CLOSEST_ZOOM = 11;
  const MARGIN_PX = 48;
  const LINE = {strokeColor: '#6495ED', strokeOpacity: 1, strokeWeight: 2.5};
  const AREA = {strokeColor: '#6495ED', strokeOpacity: 0.6, strokeWeight: 1, fillColor: '#6495ED', fillOpacity: 0.12};

  const page = document.documentElement;
  const nonce = document.currentScript.nonce;
  const {route, text} = hopmapPage;
  const status = document.getElementById('status');
  const choose = document.getElementById('choose');

  let attempt = 0;
  let drawing = false;
  let finished = false;

  const element = (tag, className, content) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = content;
    return made;
  };

  // ---- what the reader sees -------------------------------------------------------------------

  const show = (state, sentence, button) => {
    page.dataset.map = state;
    status.textContent = sentence;
    choose.textContent = button;
    choose.hidden = button === '';
  };

  const giveUp = (sentence, button = text.again) => {
    attempt++;
    drawing = false;
    finished = false;
    show('drawn', sentence, button);
  };

  // ---- Google's map ---------------------------------------------------------------------------

  const position = hop => ({lat: hop.latitude, lng: hop.longitude});
  const spot = hop => `${hop.latitude} ${hop.longitude}`;

  const bubble = hop => {
    const made = element('div', 'bubble', '');
    made.append(element('p', 'where', hop.place ?? ''));
    const heading = text.hop.replace('{0}', hop.ttl);
    made.append(element('p', '', hop.time === undefined ? heading : `${heading}: ${hop.time}`));
    for (const line of [hop.name, hop.address, hop.network, hop.doubt]) {
      if (line !== undefined)
        made.append(element('p', 'less', line));
    }
    return made;
  };

  // Hops in one place stand side by side; all of them point at the same spot.
  const makePin = (hop, neighbours) => {
    const pin = element('div', `pin ${hop.look}`, String(hop.ttl));
    pin.style.setProperty('--slot', neighbours.indexOf(hop));
    pin.style.setProperty('--slots', neighbours.length);
    return pin;
  };

  const addMarker = (library, map, hop, neighbours, open) => {
    const title = [text.hop.replace('{0}', hop.ttl), hop.place, hop.name ?? hop.address]
      .filter(part => part !== undefined).join(', ');
    const options = {map, position: position(hop), title, zIndex: 1000 - hop.ttl};
    const capable = map.getMapCapabilities?.()?.isAdvancedMarkersAvailable !== false;

    if (library.AdvancedMarkerElement && capable) {
      const marker = new library.AdvancedMarkerElement({...options, gmpClickable: true});
      const pin = makePin(hop, neighbours);
      if ('anchorLeft' in library.AdvancedMarkerElement.prototype)
        marker.append(pin);
      else
        marker.content = pin;
      marker.addEventListener('gmp-click', () => open(hop, marker));
    } else if (library.Marker) {
      const marker = new library.Marker({...options, label: String(hop.ttl)});
      marker.addListener('click', () => open(hop, marker));
    }
  };

  const addAreas = (Circle, map) => {
    const seen = new Set();
    for (const hop of route.hops) {
      const area = `${spot(hop)} ${hop.radiusKm}`;
      if (hop.radiusKm > 0 && !seen.has(area))
        new Circle({...AREA, map, center: position(hop), radius: hop.radiusKm * 1000, clickable: false});
      seen.add(area);
    }
  };

  const fit = (core, map) => {
    const bounds = new core.LatLngBounds();
    for (const hop of route.hops)
      bounds.extend(position(hop));
    map.fitBounds(bounds, MARGIN_PX);
    core.event?.addListenerOnce?.(map, 'idle', () => map.setOptions({maxZoom: null}));
  };

  const draw = async mine => {
    const [maps, markers, core] = await Promise.all([
      google.maps.importLibrary('maps'),
      google.maps.importLibrary('marker'),
      google.maps.importLibrary('core'),
    ]);
    if (mine !== attempt)
      return;

    // Google measures the place of its map while it makes it.
    page.dataset.map = 'google';
    const map = new maps.Map(document.getElementById('google'), {
      center: position(route.hops[0]),
      zoom: 2,
      maxZoom: CLOSEST_ZOOM,
      mapId: maps.Map.DEMO_MAP_ID ?? 'DEMO_MAP_ID',
      colorScheme: core.ColorScheme?.FOLLOW_SYSTEM ?? 'FOLLOW_SYSTEM',
      streetViewControl: false,
      mapTypeControl: false,
    });
    const info = new maps.InfoWindow();
    const open = (hop, marker) => {
      info.setContent(bubble(hop));
      info.open({map, anchor: marker});
    };

    addAreas(maps.Circle, map);
    new maps.Polyline({...LINE, map, path: route.hops.map(position), geodesic: true, clickable: false});
    for (const hop of route.hops)
      addMarker(markers, map, hop, route.hops.filter(other => spot(other) === spot(hop)), open);
    fit(core, map);
    finished = true;
    show('google', text.shown, text.back);
  };

  const drawNow = () => {
    const mine = attempt;
    if (drawing)
      return;
    drawing = true;
    draw(mine).catch(() => {
      if (mine === attempt)
        giveUp(text.broken);
    });
  };

  const load = () => {
    const language = page.lang;
    const query = new URLSearchParams({v: 'quarterly', loading: 'async', callback: 'hopmapGoogleIsHere', language});
    if (route.key !== undefined)
      query.set('key', route.key);

    const script = document.createElement('script');
    script.async = true;
    script.nonce = nonce;
    script.src = `https://maps.googleapis.com/maps/api/js?${query}`;
    script.addEventListener('error', () => {
      script.remove();
      giveUp(text.unreachable);
    });
    document.head.append(script);
  };

  const askGoogle = () => {
    const mine = ++attempt;
    show('loading', text.loading, '');
    setTimeout(() => {
      if (mine === attempt && !finished)
        giveUp(text.late);
    }, PATIENCE_MS);

    if (window.google?.maps?.importLibrary)
      drawNow();
    else if (document.querySelector('script[src^="https://maps.googleapis.com/"]') === null)
      load();
  };

  // Names that Google's script looks for. One that comes too late waits for the button.
  window.hopmapGoogleIsHere = () => {
    if (page.dataset.map === 'loading')
      drawNow();
  };
  window.gm_authFailure = () => giveUp(text.refused, '');

  // ---- start ----------------------------------------------------------------------------------

  choose.addEventListener('click', () => {
    if (page.dataset.map === 'google')
      show('drawn', text.drawn, text.show);
    else if (finished)
      show('google', text.shown, text.back);
    else
      askGoogle();
  });

  if (route.hops.length === 0)
    show('drawn', text.nowhere, '');
  else if (route.start === 'never')
    show('drawn', '', '');
  else if (route.start === 'at-once' || location.hash === '#google')
    askGoogle();
  else
    show('drawn', text.notice, text.show);
})();
