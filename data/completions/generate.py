#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes what a shell needs to complete the words of hopmap, from the list in options.txt.

usage: generate.py bash|zsh|fish OPTIONS"""
import sys

KINDS = ('nothing', 'file', 'optional-file', 'number', 'text')
HEADER = '# SPDX-License-Identifier: GPL-3.0-or-later\n# Completion for hopmap in %s; made from options.txt.\n'

BASH = '''
_hopmap ()
{
  local word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}

  # In --format=json the equals sign is a word of its own.
  if [ "$word" = = ]; then
    word=
  elif [ "$option" = = ]; then
    option=${COMP_WORDS[COMP_CWORD-2]}
  fi

  COMPREPLY=()
  case $option in
%s
  esac

  case $word in
    -*)
      mapfile -t COMPREPLY < <(compgen -W '%s' -- "$word")
      [[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
      ;;
    *)
      mapfile -t COMPREPLY < <(compgen -A hostname -- "$word"; compgen -f -- "$word")
      ;;
  esac
  return 0
}

complete -o filenames -F _hopmap hopmap
'''


def read(path):
    """The options as (short or '', long, kind, choices, description)."""
    options = []
    for line in open(path, encoding='utf-8'):
        if line.startswith('#') or not line.strip():
            continue
        short, long, kind, description = (part.strip() for part in line.split('|'))
        choices = [] if kind in KINDS else kind.split()
        options.append((short, long, 'choice' if choices else kind, choices, description))
    return options


def bash(options):
    words, cases, free = [], [], []
    for short, long, kind, choices, _ in options:
        words += ['-' + short] if short else []
        words.append('--' + long + ('' if kind in ('nothing', 'optional-file') else '='))
        # What may stand alone takes its value behind the equals sign only.
        if kind in ('nothing', 'optional-file'):
            continue
        names = (['-' + short] if short else []) + ['--' + long]
        if kind in ('number', 'text'):
            free += names
            continue
        from_what = '-f' if kind == 'file' else "-W '%s'" % ' '.join(choices)
        cases += ['    %s)' % '|'.join(names),
                  '      mapfile -t COMPREPLY < <(compgen %s -- "$word")' % from_what,
                  '      return 0', '      ;;']
    cases += ['    %s)' % '|'.join(free), '      return 0', '      ;;']
    return BASH % ('\n'.join(cases), ' '.join(words))


def zsh(options):
    def quote(text):
        return text.replace('[', '\\[').replace(']', '\\]').replace(':', '\\:').replace("'", "'\\''")

    lines = []
    for short, long, kind, choices, description in options:
        value = {'nothing': '', 'file': ':file:_files', 'optional-file': '::file:_files',
                 'number': ':number:', 'text': ':text:',
                 'choice': ':%s:(%s)' % (long, ' '.join(choices))}[kind]
        joined = {'nothing': '', 'optional-file': '=-'}.get(kind, '=')
        text = "'[%s]%s'" % (quote(description), value)
        if short:
            lines.append("'(-%s --%s)'{-%s,--%s}%s" % (
                short, long, short + ('+' if joined else ''), long + joined, text))
        else:
            lines.append("'--%s%s" % (long + joined, text[1:]))
    return '\n_arguments -s -S \\\n  %s \\\n  %s\n' % (' \\\n  '.join(lines), "'*: :_alternative \"hosts:host:_hosts\" \"files:file:_files\"'")


def fish(options):
    def quote(text):
        return "'%s'" % text.replace('\\', '\\\\').replace("'", "\\'")

    lines = []
    for short, long, kind, choices, description in options:
        words = ['complete -c hopmap'] + (['-s ' + short] if short else []) + ['-l ' + long]
        words += {'nothing': [], 'optional-file': [], 'file': ['-r -F'], 'number': ['-x'], 'text': ['-x'],
                  'choice': ['-x -a ' + quote(' '.join(choices))]}[kind]
        lines.append(' '.join(words + ['-d ' + quote(description)]))
    lines.append("complete -c hopmap -a '(__fish_print_hostnames)'")
    return '\n' + '\n'.join(lines) + '\n'


shell, path = sys.argv[1:]
first = '#compdef hopmap\n' if shell == 'zsh' else ''
sys.stdout.write(first + HEADER % shell + {'bash': bash, 'zsh': zsh, 'fish': fish}[shell](read(path)))
