"""A toy form and what a calculation in it gives."""

from datetime import date, datetime, timedelta, timezone

import pytest

from forms.engine.errors import FormRefused
from forms.engine.functions import Clock
from forms.engine.instance import Instance
from forms.engine.load import load_form

NOW = datetime(2026, 11, 22, 7, 30, tzinfo=timezone(timedelta(hours=7)))

TOY = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
  xmlns:bw="https://bukti.invalid/xforms"><h:head><h:title>Toy</h:title><model>
  <instance><data id="toy" version="1">
   <a><kind/><reason/><people/><total/><from/><colour/><tags/><guest jr:template=""><name/><age/><adult/><place/></guest>
      <guest><name/><age/><adult/><place/></guest><adults/><summary/><extra>{extra_node}</extra></a></data></instance>
  <instance id="colours"><root>
    <item><name>red</name><label>Red</label><kind>a</kind></item><item><name>green</name><label>Green</label><kind>a</kind></item>
    <item><name>blue</name><label>Blue</label><kind>b</kind></item></root></instance>
  <bind nodeset="/data/a/kind" type="string" required="true()"/>
  <bind nodeset="/data/a/reason" type="string" relevant=" /data/a/kind  = 'b'" required="true()"/>
  <bind nodeset="/data/a/people" type="int" constraint=". &gt;= 0 and . &lt;= 50" jr:constraintMsg="0 to 50"/>
  <bind nodeset="/data/a/total" type="int" calculate="coalesce( ../people , 0) + count( /data/a/guest )"/>
  <bind nodeset="/data/a/from" type="date" relevant=" /data/a/people  &gt; 1" constraint=". &lt;= today()"/>
  <bind nodeset="/data/a/guest/name" type="string"/>
  <bind nodeset="/data/a/guest/age" type="int" constraint=". &lt; 120" required=" ../name != ''"/>
  <bind nodeset="/data/a/guest/adult" type="string" calculate="if( ../age &gt;= 18, 'yes', 'no')"/>
  <bind nodeset="/data/a/guest/place" type="int" calculate="position(..)"/>
  <bind nodeset="/data/a/adults" type="int" calculate="count( /data/a/guest[age &gt;= 18])"/>
  <bind nodeset="/data/a/summary" type="string" calculate="concat( ../kind , '-', ../adults , '-', count-selected( ../tags ), ../reason )"/>
  <bind nodeset="/data/a/extra" {extra_bind}/>
 </model></h:head><h:body><group ref="/data/a"><label>Page</label>
  <select1 ref="/data/a/kind"><label>Kind</label><item><label>A</label><value>a</value></item>
    <item><label>B</label><value>b</value></item></select1>
  <input ref="/data/a/reason"><label>Reason</label></input><input ref="/data/a/people"><label>People</label></input>
  <input ref="/data/a/from"><label>From</label></input>
  <select1 ref="/data/a/colour"><label>Colour</label>
    <itemset nodeset="instance('colours')/root/item[kind = /data/a/kind ]"><value ref="name"/><label ref="label"/></itemset></select1>
  <select ref="/data/a/tags"><label>Tags</label><item><label>X</label><value>x</value></item>
    <item><label>Y</label><value>y</value></item></select>
  <group ref="/data/a/guest"><label>Guest</label><repeat nodeset="/data/a/guest">
    <input ref="/data/a/guest/name"><label>Name</label></input><input ref="/data/a/guest/age"><label>Age</label></input></repeat></group>
  {extra_control}</group></h:body></h:html>"""


def toy(*, extra_bind='type="string"', extra_node="", extra_control="", answers=None) -> Instance:
    xml = TOY.format(extra_bind=extra_bind, extra_node=extra_node, extra_control=extra_control)
    return Instance(load_form(xml.encode()), answers, Clock(date(2026, 11, 22), NOW))


def calculated(expression: str) -> str:
    escaped = expression.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return toy(extra_bind=f'type="string" calculate="{escaped}"').node("/data/a/extra").value


def refused(expression: str, aspect: str = "calculate") -> str:
    escaped = expression.replace("&", "&amp;").replace("<", "&lt;")
    with pytest.raises(FormRefused) as refusal:
        toy(extra_bind=f'type="string" {aspect}="{escaped}"')
    return str(refusal.value)
