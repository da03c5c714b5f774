#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What LibreOffice makes of our CSV: opened as a person opens it, no cell may be a formula, whatever
strangers called their routers, and every text must be the one that was written.

    check-spreadsheet.py WRITE-SAMPLE
"""
import csv
import io
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))
import tap  # noqa: E402

WRITE_SAMPLE = sys.argv[1]
ROUTES = ('plain', 'hostile', 'v6', 'long', 'empty')
TABLE = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
TEXT = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
# A cell that a spreadsheet would take for a formula, to see that it would be seen.
SPOILT = 'a,b\r\n=1+1,2\r\n'


def convert(folder, texts):
    for name, text in texts.items():
        (folder / (name + '.csv')).write_bytes(text)
    # Comma, quotation marks, UTF-8, from line 1; formulas are looked for, as in the dialog's usual.
    subprocess.run(['soffice', '-env:UserInstallation=file://%s/profile' % folder, '--headless',
                    '--infilter=CSV:44,34,76,1,,0,false,true,false,false,false,-1,true',
                    '--convert-to', 'fods', '--outdir', folder,
                    *(folder / (name + '.csv') for name in texts)],
                   check=True, capture_output=True, timeout=280)


def cells(path):
    """Rows of (formula, text)."""
    rows = []
    for row in ET.parse(path).iter(TABLE + 'table-row'):
        found = []
        for cell in row.findall(TABLE + 'table-cell'):
            repeated = int(cell.get(TABLE + 'number-columns-repeated', '1'))
            text = '\n'.join(''.join(p.itertext()) for p in cell.findall(TEXT + 'p'))
            found += [(cell.get(TABLE + 'formula'), text)] * min(repeated, 100)
        rows.append(found)
    return rows


def main():
    if shutil.which('soffice') is None:
        tap.skip('LibreOffice is not installed (apt: libreoffice-calc)')
    written = {name: subprocess.run([WRITE_SAMPLE, name, 'csv'], check=True,
                                    capture_output=True).stdout for name in ROUTES}
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        convert(folder, dict(written, spoilt=SPOILT.encode()))

        def no_formula(name):
            rows = cells(folder / (name + '.fods'))
            tap.equal([cell for row in rows for cell in row if cell[0] is not None], [])
            wanted = list(csv.reader(io.StringIO(written[name].decode('utf-8-sig'), newline='')))
            assert len(rows) >= len(wanted), (len(rows), len(wanted))
            for row, texts in zip(rows, wanted):
                for (_, shown), text in zip(row, texts):
                    if not text.replace('.', '').replace('-', '').isdigit():
                        tap.equal(shown.split(), text.split())

        cases = tap.Cases()
        cases.add('a formula would be seen', lambda: tap.equal(
            [cell[0] for row in cells(folder / 'spoilt.fods') for cell in row if cell[0]] != [],
            True))
        for name in ROUTES:
            cases.add('no formula: ' + name, no_formula, name)
        return cases.run()


sys.exit(main())
