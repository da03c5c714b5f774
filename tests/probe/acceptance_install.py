# SPDX-License-Identifier: GPL-3.0-or-later
"""What is installed and what is in it: items 1 to 8."""
import os
import pathlib
import re
import shutil
import stat
import sys
import tempfile

from acceptance_helper import NOBODY_SPECIAL, is_real_root
from acceptance_report import Fault, Forbidden, command, demand, guarded, item, must

# The two folders of the helper in a project of their own, so that its real install can be tried in
# every way within seconds.
PROJECT = """project('helper-alone', 'c', version: '0', meson_version: '>= 1.0',
  default_options: ['c_std=gnu17', 'buildtype=debugoptimized', 'b_pie=true'])
cc = meson.get_compiler('c')
libexecdir = get_option('prefix') / get_option('libexecdir')
add_project_arguments('-D_GNU_SOURCE', '-fstack-protector-strong', language: 'c')
seccomp_dep = dependency('libseccomp')
subdir('src/wire')
subdir('src/probe')
"""

# "About 1,500": all steps of the hardening are worth more than the last few lines.
CODE_LINES = 1600


class HelperAlone:
    def __init__(self, context, user=None):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix='hopmap-acceptance-', dir='/var/tmp'))
        self.user = user
        for name in ('src/wire', 'src/probe'):
            shutil.copytree(context.source / name, self.folder / 'source' / name)
        (self.folder / 'source/data').mkdir()
        shutil.copy(context.source / 'data/install-helper-privilege.sh', self.folder / 'source/data')
        shutil.copy(context.source / 'meson_options.txt', self.folder / 'source')
        (self.folder / 'source/meson.build').write_text(PROJECT)
        self.prefix = self.folder / 'prefix'
        self.helper = self.prefix / 'libexec/hopmap-probe'
        if user is not None:
            for where, folders, files in os.walk(self.folder):
                for name in folders + files + ['.']:
                    os.chown(os.path.join(where, name), user, user)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def configure(self, *options):
        return self.run('meson', 'setup', self.folder / 'build', self.folder / 'source',
                        '--prefix=%s' % self.prefix, '--libexecdir=libexec', *options)

    def change(self, *options):
        self.run('meson', 'configure', self.folder / 'build', *options)

    def install(self, destdir=None):
        env = {'DESTDIR': str(destdir)} if destdir else {}
        environment = {k: v for k, v in os.environ.items() if k != 'DESTDIR'}
        return self.run('meson', 'install', '-C', self.folder / 'build', env=dict(environment, **env))

    def run(self, *words, env=None):
        # A compiler cache may belong to somebody else, who does not let this user write to it.
        own = {'CCACHE_DISABLE': '1'}
        if self.user is not None:
            own['HOME'] = str(self.folder)
        return must(*words, env=dict(env or os.environ, **own), user=self.user, cwd=self.folder)


def privilege_of(path):
    """Mode as ls shows it, owner, and whether there is a capability."""
    status = os.lstat(path)
    return (stat.filemode(status.st_mode), status.st_uid,
            'security.capability' in os.listxattr(path, follow_symlinks=False))


def demand_bare(path):
    mode, _, capable = privilege_of(path)
    demand('s' not in mode.lower() and not capable,
           '%s has mode %s%s' % (path, mode, ' and a capability' if capable else ''))
    return mode


def demand_plain(context, alone):
    """What an install without any option gives, here and where the program is installed."""
    alone.install()
    fact = 'a fresh install by uid %d is %s' % (os.geteuid(), demand_bare(alone.helper))
    if context.installed_helper:
        fact = '%s is %s, %s' % (context.installed_helper, context.installed_mode, fact)
        demand(re.fullmatch('[-rwx]+', context.installed_mode), fact)
    return fact + ', no capability'


def demand_privilege(alone):
    """What root gets who asks for it."""
    if not is_real_root():
        raise Forbidden('giving privilege to a file, which needs root.')
    if os.statvfs(alone.folder).f_flag & os.ST_NOSUID:
        raise Forbidden('privilege of files in /var/tmp (nosuid).')
    alone.change('-Dhelper_privilege=caps')
    alone.install()
    mode, owner, _ = privilege_of(alone.helper)
    have = must('getcap', alone.helper).strip().split(' ', 1)[-1]
    demand(have == 'cap_net_raw=p' and owner == 0 and mode == '-rwxr-xr-x',
           'getcap says %s, owner %d, mode %s' % (have, owner, mode))
    alone.change('-Dhelper_privilege=setuid')
    alone.install()
    mode, owner, capable = privilege_of(alone.helper)
    demand((mode, owner, capable) == ('-rwsr-xr-x', 0, False), 'setuid gives %s' % mode)
    return 'caps: %s, owner 0, -rwxr-xr-x; setuid: -rwsr-xr-x, owner 0, no capability' % have


@item(1, 3, budget=120)
def installs(context):
    """Without any option an install gives the helper no privilege, not even as root; root who asks for it gets
    the one capability, or the setuid bit, on a file that belongs to root."""
    with HelperAlone(context) as alone:
        alone.configure()
        return {1: guarded(lambda: demand_plain(context, alone)),
                3: guarded(lambda: demand_privilege(alone))}


@item(2, budget=120)
def install_by_builder(context):
    """An ordinary user who asks for setuid gets no file that is setuid to him, with DESTDIR or not."""
    user = NOBODY_SPECIAL if is_real_root() else None
    if user is None and os.geteuid() == 0:
        raise Forbidden('being an ordinary user.')
    with HelperAlone(context, user) as alone:
        alone.configure('-Dhelper_privilege=setuid')
        root = alone.folder / 'root'
        alone.install(root)
        alone.install()
        modes = [demand_bare(path) for path in
                 (root / alone.helper.relative_to('/'), alone.helper)]
    return 'uid %d with DESTDIR: %s, without: %s' % (user or os.geteuid(), *modes)


@item(4)
def libraries(context):
    """The helper loads the C library and libseccomp and nothing else."""
    if context.sanitized:
        raise Forbidden('looking at a build with sanitizers, which bring libraries of their own.')
    names = re.findall(r'^\s*(\S+) =>', must('ldd', context.helper), re.M)
    strangers = [n for n in names if not re.match(r'(libc|libseccomp)\.so\.|linux-vdso', n)]
    demand(not strangers and names, 'loads ' + ', '.join(strangers or ['nothing?']))
    return ', '.join(sorted(n for n in names if 'vdso' not in n))


@item(5, budget=200)
def hardening(context):
    """Position independent, all symbols bound at the start and read-only then, no executable stack,
    stack protector, fortified functions."""
    if context.sanitized:
        raise Forbidden('looking at a build with sanitizers, which are instead of this.')
    with HelperAlone(context) as alone:
        program = context.helper
        if not context.optimized:
            alone.configure('-Dbuildtype=release')
            alone.run('meson', 'compile', '-C', alone.folder / 'build')
            program = alone.folder / 'build/src/probe/hopmap-probe'
        text = must('readelf', '--wide', '--file-header', '--program-headers', '--dynamic',
                    '--dyn-syms', program)
    found = {
        'PIE': re.search(r'Type:\s+DYN', text) and 'PIE' in text,
        'RELRO': 'GNU_RELRO' in text,
        'BIND_NOW': re.search(r'\(FLAGS\)\s+BIND_NOW', text) or re.search(r'FLAGS_1.*NOW', text),
        'NX stack': re.search(r'GNU_STACK.*RW ', text) and not re.search(r'GNU_STACK.*RWE', text),
        'canary': '__stack_chk_fail' in text,
        'FORTIFY': re.search(r'__\w+_chk@', text.replace('__stack_chk_fail', '')),
    }
    if not found['FORTIFY'] and found_fortified_macro(context):
        # No function of the helper has a checked variant that the compiler could not prove safe.
        found['FORTIFY=3 (every call proven at compile time)'] = found.pop('FORTIFY') or True
    missing = [name for name, value in found.items() if not value]
    demand(not missing, 'not found: ' + ', '.join(missing))
    return ', '.join(found)


def found_fortified_macro(context):
    """Whether every source of the helper is compiled with _FORTIFY_SOURCE=3."""
    commands = context.compile_commands('src/probe/')
    return bool(commands) and all('-D_FORTIFY_SOURCE=3' in c and re.search(r'-O[123s]', c)
                                  for c in commands)


def code_lines(text):
    """Lines that are left without comments, blank ones, and those that are only braces."""
    text = re.sub(r'/\*.*?\*/', '', text, flags=re.S)
    return sum(1 for line in text.splitlines() if line.strip(' \t{};'))


@item(6)
def size(context):
    """The helper is small enough to be read: about 1,500 lines of C."""
    texts = [path.read_text() for path in sorted((context.source / 'src/probe').glob('*.c'))]
    longest = max(len(line) for text in texts for line in text.splitlines())
    fact = ('src/probe/*.c: %d lines of code (without comments, blank lines and lone braces; at most %d), '
            'none longer than %d characters; wc -l says %d'
            % (sum(map(code_lines, texts)), CODE_LINES, longest, sum(text.count('\n') for text in texts)))
    demand(sum(map(code_lines, texts)) <= CODE_LINES and longest <= 100, fact)
    return fact


IMPORTS = re.compile(r'^(.*getenv|system|popen|exec[lv].*|fexecve|posix_spawn.*|getopt.*|getproto.*|'
                     r'getserv.*|getaddrinfo|gethost.*|getpw.*|select|pselect|.*printf(_chk)?|syslog|'
                     r'dlopen|strtok|gets|.*scanf|malloc|calloc|realloc|free)$')


def check_forbidden(context):
    """The style test that reads the sources for calls that are not allowed."""
    script = context.source / 'tests/style/check-forbidden.py'
    if not script.exists():
        raise Fault('no such test: tests/style/check-forbidden.py')
    for arguments in ((context.source,), ('--self-test',)):
        done = command(sys.executable, script, *arguments)
        if done.returncode != 0:
            raise Fault((done.stdout + done.stderr).strip().replace('\n', '; ')[:300])
    return 'tests/style/check-forbidden.py finds nothing, and finds every planted fault'


@item(7)
def no_dangerous_calls(context):
    """Neither in the sources nor among what the program imports is a call that reads the environment
    or arguments, starts programs, looks names up, formats text or allocates memory."""
    fact = check_forbidden(context)
    if context.sanitized:
        return fact
    imports = [line.split()[-1].split('@')[0] for line in
               must('nm', '--undefined-only', '--dynamic', context.helper).splitlines()]
    bad = [name for name in imports if IMPORTS.match(name)]
    demand(not bad, 'the program imports ' + ', '.join(bad))
    return '%s; the program imports %d symbols, none of them forbidden' % (fact, len(imports))


@item(8)
def compiled_in_path(context):
    """The application knows the helper by an absolute path from its build and looks nowhere else."""
    fact = check_forbidden(context)
    header = (context.build / 'hopmap-config.h')
    headers = [header] if header.exists() else list(context.build.glob('**/hopmap-config.h'))
    demand(headers, 'no hopmap-config.h in the build folder')
    path = re.search(r'#define HOPMAP_HELPER_PATH "(/[^"]+)"', headers[0].read_text())
    demand(path, 'HOPMAP_HELPER_PATH is not an absolute path in ' + headers[0].name)
    return '%s; the path is %s' % (fact, path.group(1))
