import { describe, expect, it } from 'vitest';
import { lint } from '../../src/rules/lint.ts';

const findingsOf = (text: string) =>
  lint({ name: 'x.yaml', bytes: Buffer.from(text) }).diagnostics.map(
    ({ code, message }) => `${code} ${message}`,
  );

/** Files of other programs, by what people call them. */
const others: Readonly<Record<string, readonly string[]>> = {
  'an HAProxy configuration': [
    'global\n  log /dev/log local0\n',
    '# Debian\n\nlisten puppet 10.0.0.1:8140\n  server a 10.0.0.2:8140 check\n',
    'backend b\n\tserver a 10.0.0.2:8140\n',
    'global\n  stats socket /run/x level admin\n  # note: two\n',
    '.if version_atleast(2.4)\nglobal\n  daemon\n.endif\n',
    'http-errors e\n  errorfile 503 /etc/503\n',
    'listen puppet 10.0.0.1: 8140\n  server a 10.0.0.2:8140\n',
    '    server a 10.0.0.2:8140 check\n    server b 10.0.0.3:8140 check\n',
  ],
  'an HAProxy configuration template': [
    'global\n  log <%= @log %> local0\n',
    '<%- | String $vip | -%>\nlisten p\n  bind <%= $vip %>:8140\n',
    '<%# managed %>\ndefaults\n  mode tcp\n',
    '# {{ ansible_managed }}\nglobal\n  daemon\n',
    '{% set x = 1 %}\n{# note #}\nglobal\n  daemon\n',
    '{{ ansible_managed | comment }}\nglobal\n  daemon\n',
  ],
  'an HAProxy state file': ['1\n# be_id be_name\n3 puppet 1 a 10.0.0.2 2 0 1\n'],
  'a CSV file of HAProxy statistics': ['# pxname,svname,qcur\npuppet,FRONTEND,,,0,1\n'],
  'a script': [
    '#!/bin/sh\nset -e\nexit 0\n',
    "require 'puppet'\nputs 1\n",
    'import os\nprint(1)\n',
  ],
  'an INI file': [
    '[main]\nserver = puppet\n',
    '; x\n[main]\n  server = puppet\n',
    '[masters]\nm1 ansible_host=10.0.0.1\n',
    '[masters]\nm1.example.com\nm2.example.com\n',
    'server = puppet\ncertname = x\n',
  ],
  'a TOML file': [
    'title = "x"\n[pools]\n',
    '[[pools]]\nname = "a"\n',
    '[haproxy]\nversion = "2.6"\n',
  ],
  'a systemd unit': ['[Unit]\nDescription=x\n'],
  'a file of environment variables': ['VIP=10.0.0.1\nNAMES="a b"\n', 'export VIP=10.0.0.1\n'],
  'a Puppet manifest': [
    "# x\nhaproxy::listen { 'p':\n  ports => '8140',\n}\n",
    'class profile::lb (\n  String $vip,\n) {\n}\n',
    'include haproxy\n',
    "$vip = '10.0.0.1'\nhaproxy::listen { 'x': }\n",
    "node 'lb1' {\n  include profile::lb\n}\n",
  ],
  'a Puppet Server configuration': ['jruby-puppet: {\n  ruby-load-path: [/x]\n  max: 4\n}\n'],
  'a keepalived configuration': [
    'vrrp_instance VI_1 {\n    state MASTER\n}\n',
    '! keepalived\nglobal_defs {\n}\n',
  ],
  'an nginx configuration': [
    'upstream puppet {\n  server 10.0.0.2:8140;\n}\n',
    'user nginx;\nstream {\n  server { listen 8140; }\n}\n',
  ],
  'an xinetd service': ['service check\n{\n  port = 9200\n}\n'],
  'a Terraform file': ['resource "x" "y" {\n  name = "a"\n}\n'],
  'a log file': [
    'Nov 30 08:00:00 lb1 haproxy[1]: Connect from 10.0.0.1:1\n',
    '2026-11-30T08:00:00Z lb1 x\n',
  ],
  'a CSV file': ['name,address\nm1,10.0.0.1\n'],
  'a list of names or addresses': [
    'm1.example.com\nm2.example.com\n',
    '10.0.0.1\n10.0.0.2\n',
    '127.0.0.1 localhost\n10.0.0.1 m1.example.com m1\n',
  ],
  'a Markdown page': ['# puppetlb\n\nThis is how: read.\n\n- a\n'],
  'a patch': ['diff --git a/x b/x\n--- a/x\n+++ b/x\n'],
  'a certificate or a key': ['-----BEGIN CERTIFICATE-----\nMIIB\n'],
  'a web page': ['<html>\n<head><title>404</title></head>\n'],
  'an XML file': ['<?xml version="1.0"?>\n<a/>\n', "<domain type='kvm'>\n</domain>\n"],
  'a Kubernetes manifest': [
    'apiVersion: v1\nkind: Service\n',
    'kind: A\napiVersion: v1\n---\nkind: B\napiVersion: v1\n',
  ],
  'a Docker Compose file': ['version: "3"\nservices:\n  haproxy: { image: x }\n'],
  'an Ansible playbook': [
    '- hosts: all\n  tasks: []\n',
    '- name: install\n  apt: { name: haproxy }\n',
    '- name: install\n  ansible.builtin.apt: { name: haproxy }\n',
  ],
  'an Ansible hosts file': ['all:\n  hosts:\n    m1: { ansible_host: 10.0.0.1 }\n'],
  'a Hiera configuration': ['version: 5\nhierarchy: []\ndefaults: { datadir: data }\n'],
  'a Hiera data file': ['profile::lb::vip: 10.0.0.1\n', 'haproxy::listen:\n  p: { ports: 8140 }\n'],
  'a GitHub workflow': ['name: ci\non: push\njobs: {}\n'],
  'a GitLab pipeline': ['stages: [lint]\nlint: { script: [make] }\n'],
  'a pre-commit configuration': ['repos: []\n'],
  'a Prometheus configuration': ['global: {}\nscrape_configs: []\n'],
  'a cloud-init file': ['#cloud-config\nruncmd: []\n'],
  'a puppetlb configuration': ['lint: { severities: { HAP323: off } }\n'],
  'a package.json': ['{ "name": "x", "version": "1.0.0", "dependencies": {} }\n'],
  'a JSON file of another program': ['{ "key": 1 }\n', '[{ "certname": "a" }]\n'],
  'a JSON Lines file': ['{"a":1}\n{"b":2}\n'],
  'a file of another program': [
    'http:\n  routers: {}\n',
    'Certificate:\n    Data:\n        Version: 3\n',
  ],
};

describe.each(Object.entries(others))('%s', (name, texts) => {
  it.each(texts)('is said to be no inventory, and nothing else: %j', (text) => {
    expect(findingsOf(text)).toEqual([`YML014 this is ${name}, not an inventory`]);
  });
});

const pools =
  'pools:\n  - name: a\n    bind: 10.0.0.100:8140\n    servers: [{ name: a, address: 10.0.0.2 }]\n';

it.each([
  pools,
  `# Global: settings\n\n# Our masters\n${pools}`,
  `---\n${pools}`,
  `\ufeff${pools}`,
  '{"pools":[{"name":"a","bind":"10.0.0.100:8140","servers":[{"name":"a","address":"10.0.0.2"}]}]}',
])('an inventory is none of them: %j', (text) => {
  expect(findingsOf(text)).toEqual([]);
});

it.each([
  `global\n${pools}`,
  `defaults\n  balance: source\n${pools}`,
  pools.replace('pools:', 'pools'),
  pools.replace('pools:', 'pool:'),
  pools.replace('pools:', 'backends:'),
  `version: "3"\nservices: {}\n${pools}`,
  `apiVersion: v1\nkind: x\n${pools}`,
  `${pools}${pools}`,
  `${pools}  server a 10.0.0.1:8140\n`,
  `# Read me\n\nThe: masters\n${pools}`,
])('an inventory with a mistake is still an inventory: %j', (text) => {
  const found = findingsOf(text);
  expect(found).not.toEqual([]);
  expect(found.filter((finding) => finding.startsWith('YML014 this is'))).toEqual([]);
});
