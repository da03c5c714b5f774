// SPDX-License-Identifier: GPL-3.0-or-later
// Shows what the program writes to judges who are not ours: the Nu HTML checker for pages, a checker
// of RFC 7946 for GeoJSON. Prints TAP.
//   node validate.test.mjs WRITE-SAMPLE
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

import {check, HintError} from '@placemarkio/check-geojson';

const [writeSample] = process.argv.slice(2);
const routes = ['plain', 'empty', 'one', 'long', 'private', 'pacific', 'v6', 'hostile'];
const write = (name, ...rest) => execFileSync(writeSample, [name, ...rest]);
const jar = join(dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build', 'dist', 'vnu.jar');
const checks = [];

const judge = (folder, pages) => {
  const paths = Object.entries(pages).map(([name, html]) => {
    const path = join(folder, `${name}.html`);
    writeFileSync(path, html);
    return path;
  });
  const done = spawnSync('java', ['-Xmx512m', '-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', ...paths],
    {encoding: 'utf8', maxBuffer: 1 << 26});
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout).messages;
};

if (spawnSync('java', ['-version']).status === 0) {
  checks.push(['the HTML checker has nothing to say about pages', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hopmap-html-'));
    const pages = {};
    for (const name of routes) {
      pages[`${name}-google`] = write(name, 'google-maps');
      pages[`${name}-key`] = write(name, 'google-maps', 'made up & "key"');
      pages[`${name}-offline`] = write(name, 'html');
    }
    // So that silence means something.
    pages.spoilt = String(pages['plain-google']).replace('<main>', '<main><p><p id="hops"></b>');
    const messages = judge(folder, pages);
    rmSync(folder, {recursive: true});
    assert.notDeepEqual(messages.filter(message => message.url.endsWith('spoilt.html')), []);
    assert.deepEqual(messages.filter(message => !message.url.endsWith('spoilt.html')), []);
  }]);
} else {
  checks.push(['the HTML checker # SKIP Java is not installed (apt: default-jre-headless)', () => {}]);
}

for (const name of routes) {
  checks.push([`GeoJSON is what RFC 7946 says: ${name}`, () => {
    const document = check(String(write(name, 'geojson')));
    assert.equal(document.type, 'FeatureCollection');
  }]);
}
checks.push(['the GeoJSON checker refuses what is wrong', () => {
  const text = String(write('plain', 'geojson')).replace('"type": "Point"', '"type": "Pint"');
  assert.notEqual(text, String(write('plain', 'geojson')));
  assert.throws(() => check(text), HintError);
}]);

console.log(`1..${checks.length}`);
for (const [index, [name, run]] of checks.entries()) {
  try {
    run();
    console.log(`ok ${index + 1} - ${name}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`not ok ${index + 1} - ${name}`);
    console.log(String(error.message).slice(0, 3000).replace(/^/gm, '# '));
  }
}
