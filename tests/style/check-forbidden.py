#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fails on calls that the security of the program forbids: ways to take any certificate or an
answer of any size, a second session or a request that follows redirects; in the privileged helper
anything that reads the environment or the command line, starts a program or formats text; in front
of the helper anything that lets the environment choose it. Comments and the words in strings do
not count.

With "--self-test", shows that each rule finds what it is for."""
import pathlib
import re
import sys

COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'',
                               re.DOTALL)

PRINTF = r'(?:v|f|s|d|as|sn|vf|vs|vd|vas|vsn|w|sw|fw|vw)?printf'

# Where, what as a word of C, and why not.
CALLS = [
    (('src',), r'soup_session_send_and_(?:read|splice)\w*', 'takes an answer of any size'),
    (('src',), r'soup_(?:session|message)_set_tls_\w+|g_tls_connection_set_(?:database|require_\w+)',
     'changes whom to trust'),
    (('src/probe', 'src/wire'),
     r'(?:secure_)?getenv|setenv|putenv|clearenv|(?:g_)?getopt(?:_long(?:_only)?)?|argp_parse',
     'takes orders from whoever starts the helper'),
    (('src/probe', 'src/wire'),
     r'system|popen|exec(?:l|le|lp|v|ve|vp|vpe|veat)|fexecve|posix_spawnp?|v?fork|dlopen',
     'starts or loads a program'),
    (('src/probe', 'src/wire'), r'getproto\w+|getserv\w+|gethost\w+|getaddrinfo|getnameinfo|getpw\w+',
     'reads files and loads libraries'),
    (('src/probe', 'src/wire'), r'p?select', 'writes beyond its sets from descriptor 1024 on'),
    (('src/probe', 'src/wire'), PRINTF + r'|v?syslog|perror|psignal|v?scanf|v?[fs]scanf',
     'formats or parses text'),
    (('src/trace',), r'(?:g_|secure_)?getenv|g_(?:get|list)_?env\w*|g_environ_getenv',
     'lets the environment choose'),
    (('src/ui', 'src/map', 'src/app'),
     r'gtk_label_set_markup\w*|gtk_(?:widget_set_tooltip|tooltip_set)_markup',
     'takes the names of strangers for markup'),
    (('src/trace',), r'g_find_program_in_path|g_spawn_\w*|system|popen|exec[lv]\w*',
     'searches for the helper, or starts something else'),
]

# The name of a signal stands in a string.
CERTIFICATE = re.compile(r'"(?:notify::)?accept[-_]certificate"')
HELPER = re.compile(r'\bhopmap_helper_client_new\s*\((?!\s*HOPMAP_HELPER_PATH\s*\))')


def blank(match):
    return re.sub(r'[^\n]', ' ', match.group(0))


def only_code(text):
    return COMMENT_OR_STRING.sub(blank, text)


def without_comments(text):
    return COMMENT_OR_STRING.sub(lambda m: m.group(0) if m.group(0)[0] in '"\'' else blank(m), text)


def find_faults(files):
    """files: {path below the source: text}; gives sentences."""
    faults = []
    sessions = []
    for path, text in sorted(files.items()):
        code = only_code(text)

        def where(position):
            return '%s:%d' % (path, text.count('\n', 0, position) + 1)

        for folders, names, reason in CALLS:
            if not path.startswith(tuple(folder + '/' for folder in folders)):
                continue
            for match in re.finditer(r'\b(?:%s)(?=\s*\()' % names, code):
                faults.append('%s: %s %s' % (where(match.start()), match.group(0), reason))
        for match in CERTIFICATE.finditer(without_comments(text)):
            faults.append('%s: %s would take any certificate' % (where(match.start()),
                                                                  match.group(0)))
        sessions += [where(m.start())
                     for m in re.finditer(r'\bsoup_session_new\w*(?=\s*\()|\bSOUP_TYPE_SESSION\b',
                                          code)]
        made = [where(m.start()) for m in
                re.finditer(r'\bsoup_message_new\w*(?=\s*\()|\bSOUP_TYPE_MESSAGE\b', code)]
        guarded = len(re.findall(r'\bSOUP_MESSAGE_NO_REDIRECT\b', code))
        if len(made) > guarded:
            faults.append('%s: %d requests are made, and %d get SOUP_MESSAGE_NO_REDIRECT'
                          % (made[-1], len(made), guarded))
        for match in HELPER.finditer(code):
            if not path.startswith('src/trace/hopmap-helper-client.'):
                faults.append('%s: the helper is not the one that is compiled in'
                              % where(match.start()))
    # Places are one thing, tiles another: each room that asks the network has one session.
    for room in {at.rsplit('/', 1)[0] for at in sessions}:
        here = [at for at in sessions if at.rsplit('/', 1)[0] == room]
        if len(here) > 1:
            faults.append('more than one session: ' + ', '.join(here))
    return faults


# One file for each, and how many faults it has.
SELF_TEST = [
    ('src/geo/a.c', 'g_signal_connect (m, "accept-certificate", G_CALLBACK (f), NULL);', 1),
    ('src/geo/a.c', '/* "accept-certificate" is never connected */', 0),
    ('src/map/a.c', 'soup_session_send_and_read_async (s, m, 0, NULL, f, NULL);', 1),
    ('src/geo/a.c', 's = soup_session_new ();', 0),
    ('src/geo/a.c', 's = soup_session_new ();\nt = soup_session_new_with_options (NULL);', 1),
    ('src/geo/a.c', 'm = soup_message_new ("GET", uri);', 1),
    ('src/geo/a.c', 'm = soup_message_new_from_uri ("GET", uri);\n'
                    'soup_message_add_flags (m, SOUP_MESSAGE_NO_REDIRECT);', 0),
    ('src/probe/a.c', 'x = getenv ("HOME");', 1),
    ('src/wire/a.c', 'snprintf(b, sizeof b, "%d", 1);', 1),
    ('src/probe/a.c', 'execve (path, argv, envp); system ("x"); popen ("x", "r");', 3),
    ('src/probe/a.c', 'getopt (c, v, "x"); getprotobyname ("icmp"); select (1, &r, 0, 0, 0);', 3),
    ('src/probe/a.c', 'deny (SCMP_SYS (execve)); /* execve(2) */ say ("execve (x)");', 0),
    ('src/probe/a.c', 'fprintf (stderr, "x"); vsnprintf (b, 1, f, a); dprintf (2, "x");', 3),
    ('src/geo/a.c', 'x = g_strdup_printf ("%d", 1); y = g_getenv ("KEY");', 0),
    ('src/trace/a.c', 'path = g_getenv ("HOPMAP_PROBE");', 1),
    ('src/trace/a.c', 'path = g_find_program_in_path ("hopmap-probe");', 1),
    ('src/app/a.c', 'c = hopmap_helper_client_new (g_getenv ("HOPMAP_PROBE"));', 1),
    ('src/ui/a.c', 'gtk_label_set_markup (label, hopmap_hop_get_name (hop));', 1),
    ('src/app/a.c', 'c = hopmap_helper_client_new (path);', 1),
    ('src/app/a.c', 'c = hopmap_helper_client_new (HOPMAP_HELPER_PATH);', 0),
]


def self_test():
    for path, text, wanted in SELF_TEST:
        found = find_faults({path: text})
        if len(found) != wanted:
            print('self-test: %s: %s\n  wanted %d, found %s' % (path, text, wanted, found))
            return 1
    return 0


def main(source):
    source = pathlib.Path(source)
    files = {str(p.relative_to(source)): p.read_text() for p in source.glob('src/*/*.[ch]')}
    faults = find_faults(files)
    for fault in faults:
        print('fault: ' + fault)
    print('%d files, %d faults' % (len(files), len(faults)))
    return 1 if faults or not files else 0


if sys.argv[1] == '--self-test':
    sys.exit(self_test())
sys.exit(self_test() or main(sys.argv[1]))
