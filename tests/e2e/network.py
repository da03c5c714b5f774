# SPDX-License-Identifier: GPL-3.0-or-later
"""A chain of real Linux routers made of network namespaces, IPv4 and IPv6.

   source -- r1 -- r2 -- ... -- destination

The addresses look public, so that the city database has a place for them; nothing outside the
namespaces ever sees them. Needs root; Network.why_not() says in a sentence why it cannot be made.
"""
import ipaddress
import os
import pathlib
import subprocess

SOURCE4, SOURCE6 = '192.168.178.20', 'fd00:178::20'


def sh(*words, check=True, **options):
    done = subprocess.run(words, text=True, capture_output=True, **options)
    if check and done.returncode != 0:
        raise RuntimeError('%s: %s' % (' '.join(words), done.stderr.strip()))
    return done


class Network:
    """hops: list of (name, IPv4, IPv6); the last one is the destination."""

    def __init__(self, hops, prefix='hopmap%d' % os.getpid()):
        self.hops = hops
        self.prefix = prefix
        self.nodes = ['%s-%d' % (prefix, i) for i in range(len(hops) + 1)]
        self.source = self.nodes[0]

    @staticmethod
    def why_not():
        if os.geteuid() != 0:
            return 'making network namespaces needs root'
        probe = 'hopmap-probe-%d' % os.getpid()
        made = sh('ip', 'netns', 'add', probe, check=False)
        if made.returncode != 0:
            return 'this machine forbids network namespaces: ' + made.stderr.strip()
        sh('ip', 'netns', 'delete', probe)
        return None

    def __enter__(self):
        try:
            self._make()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for node in self.nodes:
            sh('ip', 'netns', 'delete', node, check=False)
            for name in ('hosts', 'resolv.conf'):
                path = pathlib.Path('/etc/netns', node, name)
                path.unlink(missing_ok=True)
            folder = pathlib.Path('/etc/netns', node)
            if folder.is_dir():
                folder.rmdir()

    def _make(self):
        for node in self.nodes:
            sh('ip', 'netns', 'add', node)
            self.ip(node, 'link', 'set', 'lo', 'up')
            # No waiting for duplicate addresses: a link works as soon as it is there.
            for key, value in (('net.ipv6.conf.all.accept_dad', 0),
                               ('net.ipv6.conf.default.accept_dad', 0),
                               ('net.ipv6.conf.default.dad_transmits', 0),
                               ('net.ipv4.ip_forward', 1), ('net.ipv6.conf.all.forwarding', 1),
                               ('net.ipv4.icmp_ratelimit', 0), ('net.ipv6.icmp.ratelimit', 0),
                               ('net.ipv4.ping_group_range', '1 0')):
                self.sysctl(node, key, value)
        for number in range(1, len(self.nodes)):
            self._link(number)
        self._names()
        # New links need a second to find their neighbours; that is not what is tested.
        for address in self.hops[-1][1:]:
            sh('ip', 'netns', 'exec', self.source, 'ping', '-c', '1', '-W', '10', address)

    def _link(self, number):
        """Joins node number-1 and node number; the far end has the hop's public addresses."""
        near, far = self.nodes[number - 1], self.nodes[number]
        _, far4, far6 = self.hops[number - 1]
        near4 = SOURCE4 if number == 1 else '10.255.%d.1' % number
        # Both ends of a link share its /64.
        link6 = ipaddress.ip_network(far6 + '/64', strict=False)
        near6 = SOURCE6 if number == 1 else str(link6[0xffff])
        sh('ip', 'link', 'add', 'name', 'onward', 'netns', near, 'type', 'veth',
           'peer', 'name', 'back', 'netns', far)
        for node, device, own4, peer4, own6 in (
                (near, 'onward', near4, far4, near6), (far, 'back', far4, near4, far6)):
            self.ip(node, 'addr', 'add', own4, 'peer', peer4, 'dev', device)
            self.ip(node, 'addr', 'add', own6 + '/64', 'dev', device, 'nodad')
            self.ip(node, 'link', 'set', device, 'up')
        # Forward: everything goes down the chain. Backward: the source, up the chain.
        self.ip(near, 'route', 'add', 'default', 'via', far4, 'dev', 'onward', 'src', near4)
        self.ip(near, '-6', 'route', 'add', 'default', 'via', far6, 'dev', 'onward')
        if number > 1:
            self.ip(far, 'route', 'add', SOURCE4, 'via', near4, 'dev', 'back', 'src', far4)
            self.ip(far, '-6', 'route', 'add', SOURCE6, 'via', near6, 'dev', 'back')

    def _names(self):
        """Names come from the hosts file of the namespace; a name server answers nobody."""
        folder = pathlib.Path('/etc/netns', self.source)
        folder.mkdir(parents=True, exist_ok=True)
        lines = ['127.0.0.1 localhost', '::1 localhost']
        for name, ipv4, ipv6 in self.hops:
            lines += ['%s %s' % (ipv4, name), '%s %s' % (ipv6, name)] if name else []
        for name in ('hosts', 'resolv.conf'):
            # What is mounted over must be there; a bare root folder may lack it.
            pathlib.Path('/etc', name).touch()
        (folder / 'hosts').write_text('\n'.join(lines) + '\n')
        (folder / 'resolv.conf').write_text('nameserver 127.0.0.1\noptions timeout:1 attempts:1\n')

    def ip(self, node, *words):
        family = [words[0]] if words[0] == '-6' else []
        return sh('ip', *family, '-n', node, *words[len(family):])

    def sysctl(self, node, key, value):
        sh('ip', 'netns', 'exec', node, 'sysctl', '-q', '-w', '%s=%s' % (key, value))

    def silence(self, number, but_tcp=False):
        """Lets hop `number` drop every answer of its own, or all but TCP's; it still forwards."""
        answers = '{ time-exceeded, destination-unreachable, echo-reply }'
        tcp = '' if but_tcp else ' tcp flags & rst == rst drop\n'
        rules = ('table inet hopmap {\n chain answers {\n type filter hook output priority 0\n'
                 ' icmp type %s drop\n icmpv6 type %s drop\n%s }\n}\n' % (answers, answers, tcp))
        sh('ip', 'netns', 'exec', self.nodes[number], 'nft', '-f', '-', input=rules)

    def refuse(self, number, address):
        """Lets hop `number` answer that there is no way to `address`. A route of type unreachable
        would answer five times and then keep quiet."""
        rules = ('table inet hopmap {\n chain no_way {\n type filter hook forward priority 0\n'
                 ' ip daddr %s reject with icmp type host-unreachable\n }\n}\n' % address)
        sh('ip', 'netns', 'exec', self.nodes[number], 'nft', '-f', '-', input=rules)

    def unsilence(self, number):
        """Takes back what silence() and refuse() did to hop `number`."""
        sh('ip', 'netns', 'exec', self.nodes[number], 'nft', 'delete table inet hopmap')

    def inside(self, *words):
        """The words that run a command in the source's namespace."""
        return ['ip', 'netns', 'exec', self.source, *words]


class Nowhere:
    """No network at all, which opening a file or asking the desktop does not need."""

    @staticmethod
    def why_not():
        return None if os.geteuid() == 0 else 'another identity needs root'

    @staticmethod
    def inside(*words):
        return ['unshare', '-n', *words]
