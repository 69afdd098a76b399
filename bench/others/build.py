"""Writes the configuration that puppetlb builds from an inventory without options: build.py INVENTORY"""

import pathlib
import sys

import jinja2
import yaml

with open(sys.argv[1], encoding="utf-8") as file:
    inventory = yaml.load(file, Loader=yaml.CSafeLoader)
environment = jinja2.Environment(
    loader=jinja2.FileSystemLoader(pathlib.Path(__file__).parent),
    trim_blocks=True,
    keep_trailing_newline=True,
    undefined=jinja2.StrictUndefined,
)
sys.stdout.write(environment.get_template("haproxy.cfg.j2").render(inventory))
