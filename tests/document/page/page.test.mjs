// SPDX-License-Identifier: GPL-3.0-or-later
// Opens saved pages in Chromium and looks at what a reader gets, with Google cut off, hanging,
// refusing, or played by a stand-in. Not one request leaves the machine. Prints TAP.
//   node page.test.mjs WRITE-SAMPLE CHROMIUM
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';

import {chromium} from 'playwright-core';

const [writeSample, executablePath] = process.argv.slice(2);
const standIn = readFileSync(fileURLToPath(new URL('google-stand-in.js', import.meta.url)), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'hopmap-page-'));
const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
const key = 'made up & "key"';
const hostileName = 'evil</script><img src=x onerror=alert(1)>.example';

const saveAs = (format, name, ...args) => {
  const html = execFileSync(writeSample, [name, format, ...args]);
  const path = join(folder, `${name}-${format}-${args.length}.html`);
  writeFileSync(path, html);
  return {html: html.toString(), url: pathToFileURL(path).href};
};

const save = (name, ...args) => saveAs('google-maps', name, ...args);

// Ways in which Google may behave.
const google = {
  cutOff: route => route.abort('connectionrefused'),
  hanging: () => {},
  playing: route => route.fulfill({contentType: 'text/javascript', body: standIn}),
};

const browser = await chromium.launch({executablePath, args: flags});

// Opens a saved page, hands it to `look`, and afterwards checks what holds of every page: nothing
// popped up, nothing was blocked by the page's own policy, no script failed, nobody else was asked.
const visit = async ({saved, answer = google.cutOff, playedAs = 'well', hash = '', before, ...options}, look) => {
  const context = await browser.newContext({viewport: {width: 1200, height: 900}, ...options});
  const asked = [];
  const troubles = [];
  const page = await context.newPage();

  page.on('dialog', dialog => { troubles.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on('pageerror', error => troubles.push(`error ${error.message}`));
  page.on('console', message => {
    if (!message.text().startsWith('Failed to load resource'))
      troubles.push(`console ${message.text()}`);
  });
  await page.addInitScript(manner => {
    window.playedAs = manner;
    window.violations = [];
    addEventListener('securitypolicyviolation', event => window.violations.push(event.blockedURI));
  }, playedAs);
  await context.route(/^(?!file:)/, route => {
    const url = new URL(route.request().url());
    asked.push(url);
    return url.hostname === 'maps.googleapis.com' ? answer(route) : route.abort();
  });
  await before?.(page);
  await page.goto(saved.url + hash, {waitUntil: 'domcontentloaded'});

  await look(page, asked);

  assert.deepEqual(troubles, []);
  if (options.javaScriptEnabled !== false)
    assert.deepEqual(await page.evaluate(() => window.violations), []);
  assert.equal(await page.locator('img').count(), 0);
  assert.deepEqual(asked.filter(url => url.hostname !== 'maps.googleapis.com').map(String), []);
  await context.close();
};

const state = wanted => page => page.waitForFunction(
  value => document.documentElement.dataset.map === value, wanted);
const said = async (page, pattern) => assert.match(await page.locator('#status').innerText(), pattern);
const isDrawn = async page => {
  assert.equal(await page.locator('#drawn .wide svg.hm-map').isVisible(), true);
  assert.equal(await page.locator('#google').isVisible(), false);
};
const recordOf = page => page.evaluate(() => window.googleRecord);
const only = (record, what) => record.filter(entry => entry.what === what).map(entry => entry.argument);

const tests = [];
const test = (name, run) => tests.push({name, run});

// ---- without Google -----------------------------------------------------------------------------

test('without a key nobody is asked, and the drawn map shows the route', async () => {
  await visit({saved: save('plain')}, async (page, asked) => {
    await isDrawn(page);
    assert.equal(await page.locator('#drawn .wide .hm-leg').count() >= 4, true);
    assert.equal(await page.locator('#drawn .wide .hm-stop').count(), 6);
    assert.equal(await page.locator('tr.hop').count(), 9);
    assert.equal(await page.locator('tr.silent').count(), 1);
    assert.match(await page.locator('tr.silent').innerText(), /3–4\s+2 routers did not answer/);
    assert.equal(await page.locator('#choose').isVisible(), true);
    assert.equal(asked.length, 0);
  });
});

test('cut off: the drawn map stays and says why', async () => {
  await visit({saved: save('plain', key)}, async (page, asked) => {
    await page.waitForFunction(() => /could not be reached/.test(document.getElementById('status').textContent));
    await isDrawn(page);
    assert.equal(asked.length, 1);
    await page.locator('#choose').click();
    await page.waitForFunction(() => document.documentElement.dataset.map === 'drawn');
    assert.equal(asked.length, 2);
  });
});

test('hanging: the drawn map stays, and says so after a while', async () => {
  await visit({saved: save('plain', key), answer: google.hanging, before: page => page.clock.install()}, async page => {
    await state('loading')(page);
    await isDrawn(page);
    await page.clock.fastForward(4000);
    await said(page, /loading/);
    await page.clock.fastForward(4100);
    await said(page, /did not answer in time/);
    await isDrawn(page);
  });
});

test('scripts off: map and table are there, no dead button', async () => {
  await visit({saved: save('plain', key), javaScriptEnabled: false}, async (page, asked) => {
    await isDrawn(page);
    assert.equal(await page.locator('tr.hop').first().isVisible(), true);
    assert.equal(await page.locator('#choose').isVisible(), false);
    assert.equal(asked.length, 0);
  });
});

for (const name of ['empty', 'private', 'one']) {
  test(`${name}: no place, no button, no request`, async () => {
    await visit({saved: save(name, key)}, async (page, asked) => {
      await isDrawn(page);
      await said(page, /No router of this route has a known place/);
      assert.equal(await page.locator('#choose').isVisible(), false);
      assert.equal(await page.locator('.hm-stop').count(), 0);
      assert.equal(asked.length, 0);
    });
  });
}

// ---- with the stand-in --------------------------------------------------------------------------

test('with a key: one map, one geodesic line, a marker per located hop, fitted', async () => {
  await visit({saved: save('plain', key), answer: google.playing}, async (page, asked) => {
    await state('google')(page);
    const query = asked[0].searchParams;
    assert.equal(asked.length, 1);
    assert.equal(asked[0].pathname, '/maps/api/js');
    assert.equal(query.get('key'), key);
    assert.equal(query.get('loading'), 'async');
    assert.equal(query.get('language'), 'en');

    const record = await recordOf(page);
    const [map] = only(record, 'Map');
    assert.equal(only(record, 'Map').length, 1);
    assert.equal(map.mapId, 'DEMO_MAP_ID');
    assert.equal(map.size[0] > 800 && map.size[1] > 300, true);

    const lines = only(record, 'Polyline');
    assert.equal(lines.length, 1);
    assert.deepEqual(
      [lines[0].geodesic, lines[0].strokeColor, lines[0].strokeWeight, lines[0].onMap], [true, '#6495ED', 2.5, true]);
    assert.deepEqual(lines[0].path[0], {lat: 52.52, lng: 13.405});
    assert.equal(lines[0].path.length, 7);

    const markers = only(record, 'AdvancedMarkerElement');
    assert.equal(markers.length, 7);
    assert.equal(markers[0].title, 'Hop 2, Berlin, Germany, ber01.access.example');
    assert.equal(await page.locator('gmp-advanced-marker .pin').count(), 7);
    assert.deepEqual(only(record, 'Circle').map(circle => circle.radius), [25000, 20000, 30000, 350000, 40000, 15000]);
    assert.equal(only(record, 'fitBounds').length, 1);
    assert.equal(only(record, 'fitBounds')[0].points.length, 7);
    assert.equal(map.maxZoom, 11);
    assert.deepEqual(only(await recordOf(page), 'setOptions'), [{maxZoom: null}]);
    assert.equal(await page.locator('#drawn').isVisible(), false);
  });
});

test('without a key: the same after a click, and back', async () => {
  await visit({saved: save('plain'), answer: google.playing}, async (page, asked) => {
    assert.equal(asked.length, 0);
    await page.locator('#choose').click();
    await state('google')(page);
    assert.equal(asked[0].searchParams.has('key'), false);
    assert.equal(only(await recordOf(page), 'Map').length, 1);
    await page.locator('#choose').click();
    await isDrawn(page);
    await page.locator('#choose').click();
    await state('google')(page);
    assert.equal(only(await recordOf(page), 'Map').length, 1);
    assert.equal(asked.length, 1);
  });
});

test('without a key: the fragment #google asks at once', async () => {
  await visit({saved: save('plain'), answer: google.playing, hash: '#google'}, async page => {
    await state('google')(page);
  });
});

test('a marker opens a bubble made of nodes', async () => {
  await visit({saved: save('plain', key), answer: google.playing}, async page => {
    await state('google')(page);
    await page.evaluate(() => document.querySelector('gmp-advanced-marker').dispatchEvent(new Event('gmp-click')));
    const record = await recordOf(page);
    const [content] = only(record, 'setContent');
    assert.equal(content.isElement, true);
    assert.match(content.text, /Berlin, Germany.*Hop 2: 6\.1.ms.*ber01\.access\.example.*198\.51\.100\.1.*AS64500/);
    assert.deepEqual(only(record, 'open'), [{hasAnchor: true}]);
  });
});

test('an older API takes its markers too', async () => {
  await visit({saved: save('plain', key), answer: google.playing, playedAs: 'older'}, async page => {
    await state('google')(page);
    assert.equal(await page.locator('gmp-advanced-marker .pin').count(), 7);
  });
});

test('without advanced markers there are simple ones', async () => {
  await visit({saved: save('plain', key), answer: google.playing, playedAs: 'without-advanced-markers'}, async page => {
    await state('google')(page);
    const record = await recordOf(page);
    assert.equal(only(record, 'AdvancedMarkerElement').length, 0);
    assert.deepEqual(only(record, 'Marker').map(marker => marker.label), ['2', '5', '6', '7', '8', '10', '11']);
  });
});

test('a key that is refused brings the drawn map back', async () => {
  await visit({saved: save('plain', key), answer: google.playing, playedAs: 'refusing'}, async page => {
    await page.waitForFunction(() => /did not accept/.test(document.getElementById('status').textContent));
    await isDrawn(page);
    assert.equal(await page.locator('#choose').isVisible(), false);
  });
});

test('a map that does not start brings the drawn map back', async () => {
  await visit({saved: save('plain', key), answer: google.playing, playedAs: 'throwing'}, async page => {
    await page.waitForFunction(() => /did not start/.test(document.getElementById('status').textContent));
    await isDrawn(page);
  });
});

test('64 hops: a marker for each located one', async () => {
  await visit({saved: save('long', key), answer: google.playing}, async page => {
    await state('google')(page);
    assert.equal(only(await recordOf(page), 'AdvancedMarkerElement').length, 52);
    assert.equal(await page.locator('tr.hop').count(), 52);
    assert.equal(await page.locator('tr.silent').count(), 12);
  });
});

test('across 180°: the short way, in one piece on Google, inside the picture when drawn', async () => {
  await visit({saved: save('pacific', key), answer: google.playing}, async page => {
    await state('google')(page);
    const [line] = only(await recordOf(page), 'Polyline');
    assert.deepEqual(line.path.map(point => point.lng), [139.69, -122.42]);
    const share = hop => page.evaluate(wanted => {
      const box = selector => document.querySelector(`#drawn .wide ${selector}`).getBoundingClientRect();
      const map = box('svg.hm-map');
      const badge = box(`.hm-stop[data-hops="${wanted}"] .hm-badge`);
      return (badge.x + badge.width / 2 - map.x) / map.width;
    }, hop);
    assert.ok(await share(1) > 0 && await share(1) < 0.3);
    assert.ok(await share(2) > 0.7 && await share(2) < 1);
  });
});

// ---- hostile words ------------------------------------------------------------------------------

test('hostile names stay text: Google cut off', async () => {
  await visit({saved: save('hostile', key)}, async page => {
    await isDrawn(page);
    assert.equal(await page.locator('.router .name').first().innerText(), hostileName);
    assert.equal(await page.locator('script').count(), 2);
    assert.equal(await page.title(), 'Route to www.example.org – Hopmap');
    const text = await page.locator('body').innerText();
    assert.match(text, /\{\{TABLE\}\}/);
    assert.doesNotMatch(text, /[\u202a-\u202e\u2066-\u2069\u2028\u2029\u001b]/);
  });
});

test('hostile names stay text: on Google', async () => {
  await visit({saved: save('hostile', key), answer: google.playing}, async page => {
    await state('google')(page);
    await page.evaluate(() => {
      for (const marker of document.querySelectorAll('gmp-advanced-marker'))
        marker.dispatchEvent(new Event('gmp-click'));
    });
    const contents = only(await recordOf(page), 'setContent');
    assert.equal(contents.length, 3);
    assert.equal(contents[0].text.includes(hostileName), true);
    assert.equal(contents.every(content => !/<(img|script)/i.test(content.html)), true);
    assert.equal(await page.evaluate(() => JSON.parse(document.getElementById('route').textContent).hops[0].name), hostileName);
  });
});

// ---- the page that asks nobody --------------------------------------------------------------------

// As visit(), and not even a page that is told to be online may ask anybody.
const visitOffline = async (name, look, options = {}) => {
  await visit({saved: saveAs('html', name), ...options}, async (page, asked) => {
    await look(page);
    assert.deepEqual(asked.map(String), []);
  });
};
const viewBox = page => page.evaluate(() => [...document.querySelectorAll('svg.hm-map')]
  .find(map => map.getBoundingClientRect().width > 0).getAttribute('viewBox').split(' ').map(Number));
const paleRows = page => page.locator('tr.later').count();
const setMoment = (page, value) => page.evaluate(wanted => {
  const slider = document.getElementById('moment');
  slider.value = wanted;
  slider.dispatchEvent(new Event('input'));
}, value);

for (const name of ['plain', 'empty', 'one', 'long', 'private', 'pacific', 'hostile', 'v6']) {
  test(`offline page, ${name}: complete, small, asks nobody`, async () => {
    const {html} = saveAs('html', name);
    assert.ok(Buffer.byteLength(html) <= 300_000, `${Buffer.byteLength(html)} bytes`);
    await visitOffline(name, async page => {
      assert.equal(await page.locator('#drawn .wide svg.hm-map').isVisible(), true);
      assert.equal(await page.locator('#tools').isVisible(), true);
      const located = await page.evaluate(() => JSON.parse(document.getElementById('route').textContent).hops.length);
      assert.equal(await page.locator('tr.hop.located').count(), located);
      assert.equal(await page.locator('#play').isVisible(), located > 1);
      if (located === 0)
        await said(page, /No router of this route has a known place/);
      assert.equal(await page.locator('script').count(), 2);
    });
  });
}

test('offline page: its buttons lie over no router, nor over the legend', async () => {
  for (const width of [1280, 760, 420])
    await visitOffline('one', async page => {
      await page.setViewportSize({width, height: 900});
      const over = await page.evaluate(() => {
        const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        const box = element => element.getBoundingClientRect();
        const tools = box(document.getElementById('tools'));

        return [...document.querySelectorAll('.sheet svg.hm-map, .legend > *, #play')]
          .filter(element => meets(box(element), tools)).length;
      });
      assert.equal(over, 0, `at ${width} pixels`);
    });
});

test('offline page: zooming keeps the writing, and comes back', async () => {
  await visitOffline('plain', async page => {
    const badge = () => page.locator('.wide .hm-stop[data-hops="8"] .hm-badge').evaluate(box => box.getBoundingClientRect().width);
    const [before, width] = [await viewBox(page), await badge()];
    assert.equal(await page.locator('#wider').isDisabled(), true);
    await page.locator('#closer').click();
    await page.locator('#closer').click();
    const after = await viewBox(page);
    assert.ok(after[2] < before[2] / 2 && after[0] > 0 && after[1] > 0, String(after));
    assert.ok(Math.abs(await badge() - width) < 0.5);
    await page.locator('#wider').click();
    await page.locator('#whole').click();
    assert.deepEqual(await viewBox(page), before);
  });
});

test('offline page: keys, wheel and dragging move the map, never beyond its edges', async () => {
  await visitOffline('plain', async page => {
    const [, , width, height] = await viewBox(page);
    const map = page.locator('#drawn .wide svg.hm-map');
    await map.focus();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    for (let i = 0; i < 30; i++)
      await page.keyboard.press('ArrowRight');
    const right = await viewBox(page);
    assert.ok(Math.abs(right[0] + right[2] - width) < 0.01, String(right));
    const box = await map.boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 100, box.y + box.height / 2, {steps: 4});
    await page.mouse.up();
    const dragged = await viewBox(page);
    assert.ok(Math.abs(right[0] - dragged[0] - 100 / box.width * right[2]) < 1, String(dragged));
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, 5000);
    await page.keyboard.up('Control');
    await page.waitForFunction(() => document.getElementById('whole').disabled);
    assert.deepEqual(await viewBox(page), [0, 0, width, height]);
  });
});

test('offline page: the wheel alone scrolls the page', async () => {
  await visitOffline('plain', async page => {
    const before = await viewBox(page);
    const box = await page.locator('#drawn .wide svg.hm-map').boundingBox();
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.wheel(0, 300);
    await page.waitForFunction(() => scrollY > 0);
    assert.deepEqual(await viewBox(page), before);
  });
});

test('offline page: the replay draws the route hop by hop and ends whole', async () => {
  await visitOffline('plain', async page => {
    assert.equal(await paleRows(page), 0);
    await page.locator('#play').click();
    await page.waitForFunction(() => document.getElementById('moment').value === '1');
    assert.ok(await paleRows(page) > 5);
    await said(page, /^Hop 2: 6\.1.ms, Berlin, Germany$/);
    for (let seconds = 0; seconds < 40; seconds++)
      await page.clock.runFor(1000);
    await page.waitForFunction(() => document.getElementById('moment').value === '7');
    assert.equal(await paleRows(page), 0);
    assert.equal(await page.locator('#play').innerText(), 'Replay');
    assert.equal(await page.locator('.hm-packet[visibility=visible]').count(), 0);
  }, {before: page => page.clock.install()});
});

test('offline page: the slider shows any moment, and the packet only moves while it plays', async () => {
  await visitOffline('plain', async page => {
    await setMoment(page, 4);
    await said(page, /^Hop 7: 27.ms, London/);
    assert.equal(await page.locator('.wide .hm-stop.later').count(), 3);
    assert.equal(await page.locator('.wide .hm-leg.later').count(), 3);
    assert.equal(await page.locator('tr.now').getAttribute('data-hop'), '7');
    assert.equal(await page.locator('.hm-packet[visibility=visible]').count(), 0);
    await setMoment(page, 0);
    assert.equal(await page.locator('.wide .hm-stop.later').count(), 6);
    await setMoment(page, 7);
    assert.equal(await page.locator('.later').count(), 0);
  });
});

test('offline page: with motion reduced the replay steps, and nothing glides', async () => {
  await visitOffline('pacific', async page => {
    await page.locator('#play').click();
    await page.clock.runFor(500);
    assert.equal(await page.locator('.hm-packet[visibility=visible]').count(), 0);
    for (let seconds = 0; seconds < 5; seconds++)
      await page.clock.runFor(1000);
    await page.waitForFunction(() => document.getElementById('moment').value === '2');
  }, {before: page => page.clock.install(), reducedMotion: 'reduce'});
});

test('offline page: scripts off, nothing dead is shown', async () => {
  await visitOffline('plain', async page => {
    assert.equal(await page.locator('#drawn .wide svg.hm-map').isVisible(), true);
    assert.equal(await page.locator('tr.hop').first().isVisible(), true);
    for (const id of ['tools', 'play', 'moment'])
      assert.equal(await page.locator(`#${id}`).isVisible(), false);
  }, {javaScriptEnabled: false});
});

test('offline page: dark, and printed whole on white', async () => {
  await visitOffline('plain', async page => {
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(27, 29, 32)');
    await page.locator('#closer').click();
    await setMoment(page, 3);
    await page.emulateMedia({media: 'print'});
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.equal((await viewBox(page))[0], 0);
    assert.equal(await page.locator('.later').count(), 0);
    for (const id of ['tools', 'play', 'moment'])
      assert.equal(await page.locator(`#${id}`).isVisible(), false);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(29, 34, 39)');
  }, {colorScheme: 'dark'});
});

test('offline page: nothing sticks out of a telephone', async () => {
  for (const name of ['plain', 'hostile', 'long']) {
    await visitOffline(name, async page => {
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, name);
      assert.equal(await page.locator('svg.hm-map:visible').count(), 1);
    }, {viewport: {width: 320, height: 800}});
  }
});

test('a picture in SVG is shown by a browser, and asks nobody', async () => {
  for (const name of ['plain', 'hostile']) {
    const path = join(folder, `${name}.svg`);
    writeFileSync(path, execFileSync(writeSample, [name, 'svg']));
    const context = await browser.newContext();
    const page = await context.newPage();
    const asked = [];
    await context.route(/^(?!file:)/, route => { asked.push(route.request().url()); route.abort(); });
    await page.goto(pathToFileURL(path).href);
    assert.equal(await page.evaluate(() => document.documentElement.localName), 'svg');
    assert.ok(await page.evaluate(() => document.querySelectorAll('.hm-stop').length) > 2);
    assert.deepEqual(asked, []);
    await context.close();
  }
});

// ---- the page as such ---------------------------------------------------------------------------

test('each page has a nonce of its own', async () => {
  const nonces = [save('plain'), save('plain')].map(({html}) => /<script nonce="([0-9a-f]{32})"/.exec(html)?.[1]);
  assert.notEqual(nonces[0], undefined);
  assert.notEqual(nonces[0], nonces[1]);
});

for (const width of [320, 390, 700]) {
  test(`${width} px wide: nothing sticks out`, async () => {
    for (const name of ['plain', 'hostile', 'v6', 'long']) {
      await visit({saved: save(name), viewport: {width, height: 800}}, async page => {
        assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, name);
        assert.equal(await page.locator('svg.hm-map:visible').count(), 1);
        assert.equal(await page.locator('tr.hop').first().isVisible(), true);
      });
    }
  });
}

test('printed: the drawn map, on white, without buttons', async () => {
  await visit({saved: save('plain', key), answer: google.playing, colorScheme: 'dark'}, async page => {
    await state('google')(page);
    await page.emulateMedia({media: 'print'});
    await isDrawn(page);
    assert.equal(await page.locator('#choose').isVisible(), false);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), 'rgb(29, 34, 39)');
  });
});

test('dark: light writing on a dark ground', async () => {
  await visit({saved: save('plain'), colorScheme: 'dark'}, async page => {
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(27, 29, 32)');
  });
});

test('the table can be read aloud', async () => {
  await visit({saved: save('plain')}, async page => {
    const table = page.getByRole('table', {name: 'Hops'});
    assert.equal(await table.count(), 1);
    assert.equal(await table.getByRole('columnheader').count(), 5);
    assert.equal(await table.getByRole('rowheader').count(), 10);
    assert.equal(await page.getByRole('img', {name: 'Route to www.example.org'}).count(), 1);
    assert.equal(await page.locator('#status[role=status]').count(), 1);
  });
});

// ---- run ----------------------------------------------------------------------------------------

console.log(`1..${tests.length}`);
let failures = 0;
for (const [index, {name, run}] of tests.entries()) {
  try {
    await run();
    console.log(`ok ${index + 1} - ${name}`);
  } catch (error) {
    failures++;
    console.log(`not ok ${index + 1} - ${name}`);
    console.log(String(error.stack).replace(/^/gm, '# '));
  }
}
await browser.close();
rmSync(folder, {recursive: true});
process.exit(failures > 0 ? 1 : 0);
