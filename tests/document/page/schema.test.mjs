// SPDX-License-Identifier: GPL-3.0-or-later
// Holds what the program writes against the schema that it ships, and the schema against documents
// that are wrong. Prints TAP.
//   node schema.test.mjs WRITE-SAMPLE SCHEMA
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

import Ajv from 'ajv/dist/2020.js';

const [writeSample, schema] = process.argv.slice(2);
const validate = new Ajv({strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false})
  .compile(JSON.parse(readFileSync(schema, 'utf8')));
const write = name => JSON.parse(execFileSync(writeSample, [name, 'json']));

const spoilt = {
  'another format': d => { d.format = 'x'; },
  'a later version': d => { d.version = 2; },
  'no traces': d => { d.traces = []; },
  'a TTL of 0': d => { d.traces[0].hops[0].ttl = 0; },
  'a TTL of 256': d => { d.traces[0].hops[0].ttl = 256; },
  'a negative time': d => { d.traces[0].hops[0].probes[0].rttMs = -1; },
  'a time as text': d => { d.traces[0].hops[0].probes[0].rttMs = '1'; },
  'a lost probe with an answer': d => { d.traces[0].hops[0].probes[0].rttMs = null; },
  'a latitude alone': d => { delete d.hosts['198.51.100.1'].place.longitude; },
  'a latitude of 91': d => { d.hosts['198.51.100.1'].place.latitude = 91; },
  'a name with markup': d => { d.hosts['198.51.100.1'].name = 'a<b'; },
  'a host that is no address': d => { d.hosts.nobody = {}; },
  'an unknown end': d => { d.traces[0].stopReason = 'boredom'; },
};

const checks = [];
for (const name of ['plain', 'empty', 'one', 'long', 'private', 'pacific', 'v6', 'hostile']) {
  checks.push([`what is written fits: ${name}`, () => {
    assert.equal(validate(write(name)), true, JSON.stringify(validate.errors));
  }]);
}
for (const [name, spoil] of Object.entries(spoilt)) {
  checks.push([`the schema refuses ${name}`, () => {
    const document = write('plain');
    spoil(document);
    assert.equal(validate(document), false);
  }]);
}
checks.push(['members that are not known are welcome', () => {
  const document = write('plain');
  document.traces[0].hops[0].probes[0].colour = 'blue';
  assert.equal(validate(document), true);
}]);

console.log(`1..${checks.length}`);
for (const [index, [name, check]] of checks.entries()) {
  try {
    check();
    console.log(`ok ${index + 1} - ${name}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`not ok ${index + 1} - ${name}`);
    console.log(String(error.message).replace(/^/gm, '# '));
  }
}
