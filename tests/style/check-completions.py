#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks bash, zsh and fish what they complete after "hopmap", and compares it with what
"hopmap --help" says. A shell that is not installed is passed over, and named.

usage: check-completions.py HOPMAP BASH ZSH FISH"""
import os
import re
import shutil
import subprocess
import sys

ENVIRONMENT = dict(os.environ, LC_ALL='C.UTF-8', LANGUAGE='')


def output(*words):
    done = subprocess.run(words, text=True, capture_output=True, env=ENVIRONMENT)
    if done.returncode != 0:
        sys.exit('%s: %s' % (' '.join(words), done.stderr))
    return done.stdout


def from_help(program):
    """Options as the help names them, and the names of the formats."""
    text = output(program, '--help')
    names = set(re.findall(r'^  (-\w)[, ]', text, re.M)) | set(re.findall(r'^  (?:-\w, )?(--[\w-]+)', text, re.M))
    formats = re.search(r'How to write: (.*)', text).group(1).split(', ')
    return names, set(formats)


def ask_bash(path, *words):
    script = ('source "$1"; shift; COMP_WORDS=(hopmap "$@"); COMP_CWORD=$#; _hopmap; '
              'printf "%s\\n" "${COMPREPLY[@]}"')
    return {word.rstrip('=') for word in output('bash', '-c', script, 'bash', path, *words).split()}


def ask_fish(path, line):
    out = output('fish', '--no-config', '-c', 'source %s; complete -C "%s"' % (path, line))
    return {word.split('\t')[0].rstrip('=') for word in out.splitlines()}


def ask_zsh(path):
    """What the function gives to _arguments."""
    script = ('_arguments () { print -rl -- "$@" }; compdef () { : }; source "$1"')
    text = output('zsh', '-f', '-c', script, 'zsh', path)
    options = set(re.findall(r'^(?:\([^)]*\))?(--?[\w-]+?)(?:\+|=-?)?\[', text, re.M))
    formats = re.search(r':format:\((.*)\)', text).group(1).split()
    return options, set(formats)


def main(program, bash, zsh, fish):
    options, formats = from_help(program)
    faults = []

    def compare(what, got, wanted):
        for name in sorted(wanted - got):
            faults.append('%s lacks %s' % (what, name))
        for name in sorted(got - wanted):
            faults.append('%s has %s, which hopmap does not know' % (what, name))

    compare('bash', ask_bash(bash, '-'), options)
    compare('bash, -f', ask_bash(bash, '-f', ''), formats)
    compare('bash, --format=', ask_bash(bash, '--format', '=', ''), formats)
    compare('bash, --format=k', ask_bash(bash, '--format', '=', 'k'), {f for f in formats if f[0] == 'k'})
    if shutil.which('zsh'):
        got_options, got_formats = ask_zsh(zsh)
        compare('zsh', got_options, options)
        compare('zsh, -f', got_formats, formats)
    if shutil.which('fish'):
        compare('fish', ask_fish(fish, 'hopmap --') | ask_fish(fish, 'hopmap -'), options)
        compare('fish, -f', ask_fish(fish, 'hopmap -f '), formats)
    print('%d options, %d formats' % (len(options), len(formats)))
    print('not installed: ' + (', '.join(s for s in ('zsh', 'fish') if not shutil.which(s)) or 'none'))
    for fault in faults:
        print('fault: ' + fault)
    return 1 if faults or len(options) < 20 or not formats else 0


sys.exit(main(*sys.argv[1:]))
