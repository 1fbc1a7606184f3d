"""GEXF 1.3: kept to the schema's structure, read back by networkx."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import networkx
import pytest
from lxml import etree

from graph.model import Graph
from viz.export import Options, export
from viz.words import clean_text

# The elements, their order, their attributes and their values that the schema of gexf.net/1.3 allows in a static graph, with its
# viz elements, in our own words.
GRAMMAR = """
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz"
         datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><element name="gexf"><attribute name="version"><value>1.3</value></attribute>
    <element name="meta"><interleave><element name="creator"><text/></element><element name="description"><text/></element></interleave></element>
    <element name="graph">
      <attribute name="defaultedgetype"><choice><value>directed</value><value>undirected</value></choice></attribute>
      <attribute name="idtype"><value>string</value></attribute><attribute name="mode"><value>static</value></attribute>
      <zeroOrMore><element name="attributes"><attribute name="class"><choice><value>node</value><value>edge</value></choice></attribute>
        <zeroOrMore><element name="attribute"><attribute name="id"/><attribute name="title"/>
          <attribute name="type"><choice><value>string</value><value>integer</value><value>double</value><value>boolean</value></choice></attribute>
        </element></zeroOrMore></element></zeroOrMore>
      <element name="nodes"><attribute name="count"><data type="nonNegativeInteger"/></attribute>
        <zeroOrMore><element name="node"><attribute name="id"/><attribute name="label"/><interleave><ref name="values"/>
          <element name="viz:color"><ref name="channels"/></element>
          <optional><element name="viz:position"><ref name="place"/></element></optional>
          <optional><element name="viz:size"><attribute name="value"><ref name="size"/></attribute></element></optional>
          <element name="viz:shape"><attribute name="value">
            <choice><value>disc</value><value>square</value><value>triangle</value><value>diamond</value></choice></attribute></element>
        </interleave></element></zeroOrMore></element>
      <element name="edges"><attribute name="count"><data type="nonNegativeInteger"/></attribute>
        <zeroOrMore><element name="edge"><attribute name="id"/><attribute name="source"/><attribute name="target"/>
          <attribute name="label"/><attribute name="kind"/>
          <interleave><ref name="values"/><element name="viz:shape"><attribute name="value">
            <choice><value>solid</value><value>dotted</value><value>dashed</value></choice></attribute></element></interleave>
        </element></zeroOrMore></element>
    </element></element></start>
  <define name="channels">
    <attribute name="r"><ref name="channel"/></attribute><attribute name="g"><ref name="channel"/></attribute>
    <attribute name="b"><ref name="channel"/></attribute></define>
  <define name="channel"><data type="nonNegativeInteger"><param name="maxInclusive">255</param></data></define>
  <define name="size"><data type="float"><param name="minInclusive">0</param></data></define>
  <define name="place"><attribute name="x"><data type="float"/></attribute><attribute name="y"><data type="float"/></attribute>
    <attribute name="z"><data type="float"/></attribute></define>
  <define name="values"><element name="attvalues"><zeroOrMore><element name="attvalue">
    <attribute name="for"/><attribute name="value"/></element></zeroOrMore></element></define>
</grammar>"""


def _without_viz(path: Path) -> etree._ElementTree:
    tree = etree.parse(path, etree.XMLParser(huge_tree=True))
    for element in list(tree.iter("{http://gexf.net/1.3/viz}*")):
        element.getparent().remove(element)
    return tree


def test_networkx_reads_the_same_graph(graph: Graph, tmp_path: Path) -> None:
    export(graph, [], "gexf", tmp_path / "图.gexf")
    read = networkx.read_gexf(tmp_path / "图.gexf", version="1.3")
    assert {i: data["label"] for i, data in read.nodes(data=True)} == {n.id: clean_text(n.name) for n in graph.nodes}
    ends = Counter((a, b, data["type"], data["status"]) for a, b, data in read.edges(data=True))
    assert ends == Counter((e.source, e.target, str(e.type), str(e.status)) for e in graph.edges)


def test_a_file_keeps_to_the_schema_with_its_viz_elements(graph: Graph, tmp_path: Path) -> None:
    export(graph, [], "gexf", tmp_path / "g")
    grammar = etree.RelaxNG(etree.fromstring(GRAMMAR))
    assert grammar.validate(etree.parse(tmp_path / "g", etree.XMLParser(huge_tree=True))), grammar.error_log


def test_the_official_schema_accepts_the_file(graph: Graph, tmp_path: Path) -> None:
    if not (schema := os.environ.get("GEXF_XSD")):
        pytest.skip("GEXF_XSD does not name the official gexf.xsd of version 1.3")
    export(graph, [], "gexf", tmp_path / "g")
    official = etree.XMLSchema(etree.parse(schema))
    assert official.validate(_without_viz(tmp_path / "g")), official.error_log


def test_attributes_are_declared_and_values_typed(county: Graph, tmp_path: Path) -> None:
    export(county, [], "gexf", tmp_path / "g", Options(snapshot="abc", date="2026-03-01"))
    read = networkx.read_gexf(tmp_path / "g", version="1.3")
    indicator = next(data for _, data in read.nodes(data=True) if data["type"] == "Indicator")
    assert (indicator["value"], indicator["redacted"]) == (120.0, False)
    assert indicator["viz"]["color"] == {"r": 0x3F, "g": 0x51, "b": 0xA3, "a": 1.0}
    tree = etree.parse(tmp_path / "g")
    assert "abc" in tree.findtext(".//{*}description")
    assert "《云溪县统战工作调研报告》" in tree.findtext(".//{*}description")


def test_nodes_stand_where_the_map_has_them(county: Graph, tmp_path: Path) -> None:
    export(county, [], "gexf", tmp_path / "g")
    places = [(p.get("x"), p.get("y")) for p in etree.parse(tmp_path / "g").iter("{http://gexf.net/1.3/viz}position")]
    assert len(set(places)) == len(county.nodes)
