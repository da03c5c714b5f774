// Lets the reader zoom the drawn map and see the route again, hop by hop. Asks nobody for anything.
// It goes with page.js.
(() => {
  const CLOSEST = 12;
  const STEP = 1.6;
  const REPLAY_MS = 20000;
  const PER_HOP_MS = 450;
  const PER_ROOT_PX_MS = 35;
  const STILL_MS = 900;
  const PACKET_PX = 6;

  const {route, text} = hopmapPage;
  const drawn = document.getElementById('drawn');
  const status = document.getElementById('status');
  const play = document.getElementById('play');
  const moment = document.getElementById('moment');
  const button = id => document.getElementById(id);

  // ---- zoom -----------------------------------------------------------------------------------

  const middle = stop => {
    const dot = stop.querySelector('.hm-dot');
    const badge = stop.querySelector('.hm-badge');
    const number = (element, name) => Number(element.getAttribute(name));
    return dot !== null ? [number(dot, 'cx'), number(dot, 'cy')]
      : [number(badge, 'x') + number(badge, 'width') / 2, number(badge, 'y') + number(badge, 'height') / 2];
  };

  // One drawn map: there are two, of which the style shows one.
  const makeSheet = svg => {
    const [, , width, height] = svg.getAttribute('viewBox').split(' ').map(Number);
    const stops = [...svg.querySelectorAll('.hm-stop')].map(stop => ({
      at: middle(stop),
      parts: [...stop.children].filter(part => !part.matches('title, .hm-area')),
    }));
    // Shares would be those of what is seen.
    const sea = svg.querySelector('.hm-sea');
    sea.setAttribute('width', width);
    sea.setAttribute('height', height);

    const packet = document.createElementNS(svg.namespaceURI, 'circle');
    packet.classList.add('hm-packet');
    packet.setAttribute('visibility', 'hidden');
    svg.querySelector('.hm-legs')?.after(packet);
    for (const line of svg.querySelectorAll('.hm-leg, .hm-casing, .hm-area, .hm-packet'))
      line.setAttribute('vector-effect', 'non-scaling-stroke');

    const sheet = {svg, packet, width, height, x: 0, y: 0, zoom: 1};

    // What is written keeps its size; the map under it grows.
    sheet.show = () => {
      const {zoom} = sheet;
      sheet.x = Math.min(Math.max(sheet.x, 0), width - width / zoom);
      sheet.y = Math.min(Math.max(sheet.y, 0), height - height / zoom);
      svg.setAttribute('viewBox', `${sheet.x} ${sheet.y} ${width / zoom} ${height / zoom}`);
      for (const {at: [x, y], parts} of stops) {
        for (const part of parts)
          part.setAttribute('transform', `translate(${x} ${y}) scale(${1 / zoom}) translate(${-x} ${-y})`);
      }
      packet.setAttribute('r', PACKET_PX / zoom);
      drawn.classList.toggle('zoomed', zoom > 1);
      button('wider').disabled = button('whole').disabled = zoom <= 1;
      button('closer').disabled = zoom >= CLOSEST;
    };

    // The point at these shares of width and height stays where it is.
    sheet.zoomTo = (zoom, across = 0.5, down = 0.5) => {
      const next = Math.min(Math.max(zoom, 1), CLOSEST);
      sheet.x += across * width * (1 / sheet.zoom - 1 / next);
      sheet.y += down * height * (1 / sheet.zoom - 1 / next);
      sheet.zoom = next;
      sheet.show();
    };

    // By shares of what is seen.
    sheet.move = (across, down) => {
      sheet.x += across * width / sheet.zoom;
      sheet.y += down * height / sheet.zoom;
      sheet.show();
    };
    return sheet;
  };

  const sheets = [...drawn.querySelectorAll('svg.hm-map')].map(makeSheet);
  const seen = () => sheets.find(sheet => sheet.svg.getBoundingClientRect().width > 0) ?? sheets[0];

  const share = (sheet, event) => {
    const box = sheet.svg.getBoundingClientRect();
    return [(event.clientX - box.x) / box.width, (event.clientY - box.y) / box.height];
  };

  const pressKey = (sheet, event) => {
    const ways = {
      '+': () => sheet.zoomTo(sheet.zoom * STEP),
      '=': () => sheet.zoomTo(sheet.zoom * STEP),
      '-': () => sheet.zoomTo(sheet.zoom / STEP),
      '0': () => sheet.zoomTo(1),
      'ArrowLeft': () => sheet.move(-0.15, 0),
      'ArrowRight': () => sheet.move(0.15, 0),
      'ArrowUp': () => sheet.move(0, -0.15),
      'ArrowDown': () => sheet.move(0, 0.15),
    };
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in ways))
      return;
    if (event.key.startsWith('Arrow') && sheet.zoom <= 1)
      return;
    event.preventDefault();
    ways[event.key]();
  };

  // One finger or the mouse moves the map, two fingers spread it.
  const followPointers = sheet => {
    const fingers = new Map();
    const distance = () => {
      const [a, b] = [...fingers.values()];
      return Math.hypot(a[0] - b[0], a[1] - b[1]);
    };

    sheet.svg.addEventListener('pointerdown', event => {
      if (event.button !== 0)
        return;
      fingers.set(event.pointerId, share(sheet, event));
      if (sheet.zoom > 1 || fingers.size > 1)
        sheet.svg.setPointerCapture(event.pointerId);
    });
    sheet.svg.addEventListener('pointermove', event => {
      const before = fingers.get(event.pointerId);
      if (before === undefined)
        return;
      const now = share(sheet, event);
      if (fingers.size === 1 && sheet.zoom > 1) {
        drawn.classList.add('dragged');
        sheet.move(before[0] - now[0], before[1] - now[1]);
      }
      const spread = fingers.size === 2 ? distance() : 0;
      fingers.set(event.pointerId, now);
      if (spread > 0) {
        const [a, b] = [...fingers.values()];
        sheet.zoomTo(sheet.zoom * distance() / spread, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
      }
    });
    for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
      sheet.svg.addEventListener(end, event => {
        fingers.delete(event.pointerId);
        drawn.classList.remove('dragged');
      });
    }
  };

  const letZoom = () => {
    for (const sheet of sheets) {
      sheet.svg.setAttribute('tabindex', '0');
      sheet.svg.addEventListener('keydown', event => pressKey(sheet, event));
      sheet.svg.addEventListener('dblclick', event => sheet.zoomTo(sheet.zoom * STEP, ...share(sheet, event)));
      // The wheel alone scrolls the page, as it does everywhere; a touchpad's pinch comes with "Ctrl".
      sheet.svg.addEventListener('wheel', event => {
        if (!event.ctrlKey)
          return;
        event.preventDefault();
        sheet.zoomTo(sheet.zoom * Math.exp(-event.deltaY / 200), ...share(sheet, event));
      }, {passive: false});
      followPointers(sheet);
      sheet.show();
    }
    button('closer').addEventListener('click', () => seen().zoomTo(seen().zoom * STEP));
    button('wider').addEventListener('click', () => seen().zoomTo(seen().zoom / STEP));
    button('whole').addEventListener('click', () => seen().zoomTo(1));
    button('tools').hidden = false;
  };

  // ---- replay ---------------------------------------------------------------------------------

  const hops = route.hops;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let reached = hops.length;
  let playing = 0;
  let started = 0;

  const legTo = (sheet, hop) => sheet.svg.querySelector(`.hm-leg[data-hop="${hop.ttl}"]`);

  const lengths = hops.map(hop => legTo(sheets[0], hop)?.getTotalLength() ?? 0);
  const times = lengths.map((length, index) => index === 0 ? 0 : PER_HOP_MS + PER_ROOT_PX_MS * Math.sqrt(length));
  const whole = times.reduce((sum, time) => sum + time, 0);
  const pace = Math.min(1, REPLAY_MS / Math.max(whole, 1));

  const tell = () => {
    const hop = hops[reached - 1];
    if (hop === undefined || reached === hops.length && playing === 0) {
      status.textContent = '';
      return;
    }
    const heading = text.hop.replace('{0}', hop.ttl);
    status.textContent = `${heading}: ${[hop.time, hop.place].filter(part => part !== undefined).join(', ')}`;
  };

  // Everything up to the hops reached is there, the rest is pale.
  const show = () => {
    const farthest = reached > 0 ? hops[reached - 1].ttl : 0;
    const over = reached === hops.length;
    const later = ttl => !over && ttl > farthest;

    drawn.classList.toggle('replaying', !over);
    for (const leg of drawn.querySelectorAll('.hm-leg, .hm-casing'))
      leg.classList.toggle('later', later(Number(leg.dataset.hop)));
    for (const stop of drawn.querySelectorAll('.hm-stop'))
      stop.classList.toggle('later', later(Number(stop.dataset.hops.split(' ')[0])));
    for (const row of document.querySelectorAll('tr.hop, tr.silent')) {
      const ttl = row.dataset.hop ?? parseInt(row.querySelector('.number').textContent, 10);
      row.classList.toggle('later', later(Number(ttl)));
      row.classList.toggle('now', !over && Number(ttl) === farthest);
    }
    moment.value = reached;
    play.textContent = playing !== 0 ? text.pause : text.play;
    tell();
  };

  const movePacket = part => {
    for (const sheet of sheets) {
      const leg = reached < hops.length ? legTo(sheet, hops[reached]) : null;
      sheet.packet.setAttribute('visibility', leg !== null && part !== null ? 'visible' : 'hidden');
      if (leg === null || part === null)
        continue;
      const point = leg.getPointAtLength(part * leg.getTotalLength());
      sheet.packet.setAttribute('cx', point.x);
      sheet.packet.setAttribute('cy', point.y);
    }
  };

  const pause = () => {
    cancelAnimationFrame(playing);
    playing = 0;
    movePacket(null);
    show();
  };

  const reach = count => {
    reached = Math.min(Math.max(count, 0), hops.length);
    if (reached === hops.length)
      pause();
    else
      show();
  };

  const turn = now => {
    const time = still.matches ? STILL_MS : times[reached] * pace;
    const part = time > 0 ? (now - started) / time : 1;
    playing = requestAnimationFrame(turn);
    if (part >= 1) {
      started = now;
      reach(reached + 1);
    }
    if (playing !== 0 && !still.matches)
      movePacket(part >= 1 ? 0 : part);
  };

  const start = () => {
    if (reached === hops.length)
      reached = 0;
    started = performance.now();
    playing = requestAnimationFrame(turn);
    show();
  };

  const letReplay = () => {
    play.addEventListener('click', () => playing !== 0 ? pause() : start());
    moment.max = hops.length;
    moment.addEventListener('input', () => {
      const wanted = Number(moment.value);
      pause();
      reach(wanted);
    });
    addEventListener('beforeprint', () => {
      pause();
      reach(hops.length);
      for (const sheet of sheets)
        sheet.zoomTo(1);
    });
    play.hidden = moment.hidden = false;
    show();
  };

  letZoom();
  if (hops.length > 1)
    letReplay();
  else if (hops.length === 0)
    status.textContent = text.nowhere;
})();
