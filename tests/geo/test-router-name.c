/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names of routers: where they say that the router is, carrier by carrier, and where they say nothing.
 */
#include "hopmap-router-name.h"

#include <gio/gio.h>
#include <string.h>

#include "hopmap-router-code.h"
#include "hopmap-town-table.h"
#include "hopmap-towns-resource.h"

/* What is expected is all towns that the name can mean, parted by commas. */
static const struct
{
  const char *name;
  const char *cities;
} names[] = {
  { "ffm-bb2-link.ip.twelve99.net", "Frankfurt" },
  { "nyk-bb1-link.ip.twelve99.net", "New York" },
  { "s-b5-link.ip.twelve99.net", "Stockholm" },
  { "prs-bb1-link.telia.net", "Paris" },
  { "ae-1.r20.frnkge13.de.bb.gin.ntt.net", "Frankfurt" },
  { "AE-7.R24.NYCMNY17.US.BB.GIN.NTT.NET.", "New York" },
  { "ae-2.r32.tokyjp05.jp.bb.gin.ntt.net", "Tokyo" },
  { "ae-3.r01.newthk04.hk.bb.gin.ntt.net", "Hong Kong" },
  { "ae1.3.bar2.frankfurt1.level3.net", "Frankfurt" },
  { "ae-2-3602.ear3.newyork1.level3.net", "New York" },
  { "edge7.washington1.level3.net", "Washington, D.C." },
  { "4-69-1-1.edge4.losangeles1.level3.net", "Los Angeles" },
  { "ae2.3605.edge2.lon1.sp.lumen.tech", "London" },
  { "be2779.ccr41.ham01.atlas.cogentco.com", "Hamburg" },
  { "be2813.ccr41.fra03.atlas.cogentco.com", "Frankfurt" },
  { "be3083.ccr41.dca01.atlas.cogentco.com", "Washington, D.C." },
  { "ae1.cr6-fra6.ip4.gtt.net", "Frankfurt" },
  { "xe-8-1-2.cr1-nyc3.ip4.gtt.net", "New York" },
  { "100ge0-36.core2.fra1.he.net", "Frankfurt" },
  { "port-channel2.core3.ash1.he.net", "Ashburn" },
  { "e0-36.switch1.fmt2.he.net", "Fremont" },
  { "ae27.cs1.fra6.de.eth.zayo.com", "Frankfurt" },
  { "ae0.cs1.lhr15.uk.eth.zayo.com", "London" },
  { "ae5.cr1.lga5.us.zip.zayo.com", "New York" },
  { "xe-1-0-0.mpr1.ams5.nl.above.net", "Amsterdam" },
  { "if-ae-2-2.tcore1.fr0-frankfurt.as6453.net", "Frankfurt" },
  { "if-ae-12-2.tcore3.nto-newyork.as6453.net", "New York" },
  { "if-et-5-2.hcore1.kv8-chiba.as6453.net", "Chiba" },
  { "et-0-0-0.milano51.mil.seabone.net", "Milan" },
  { "xe-1-1-0.racc.pal.seabone.net", "Palermo,Palo Alto" },
  { "f-ed11-i.F.DE.NET.DTAG.DE", "Frankfurt" },
  { "hh-ea3-i.HH.DE.NET.DTAG.DE", "Hamburg" },
  { "nyc-sa2-i.NYC.US.NET.DTAG.DE", "New York" },
  { "ae1-10.rt.irx.fkt.de.retn.net", "Frankfurt" },
  { "ae0-2.rt.m9.msk.ru.retn.net", "Moscow" },
  { "be-33651-cr01.seattle.wa.ibone.comcast.net", "Seattle" },
  { "be-1-ar01.portland.or.bverton.comcast.net", "Portland" },
  { "be-10-pe01.newyork.ny.ibone.comcast.net", "New York" },
  { "0.ae1.br2.iad8.alter.net", "Ashburn" },
  { "0.xe-10-0-0.gw1.lnd9.alter.net", "London" },
  { "cr1.n54ny.ip.att.net", "New York" },
  { "cr2.cgcil.ip.att.net", "Chicago" },
  { "ae2-0-grtmadno1.net.telefonicaglobalsolutions.com", "Madrid" },
  { "et-0-0-5-0-grtnycpt3.net.telefonicaglobalsolutions.com", "New York" },
  { "ae300-0.ffttr7.frankfurtammain.opentransit.net", "Frankfurt" },
  { "et-7-0-0-0.pastr4.paris.opentransit.net", "Paris" },
  { "ae34-xcr1.lnt.cw.net", "London" },
  { "et-7-3-0-xcr2.prp.cw.net", "Paris" },
  { "ae1-2014.nbg40.core-backbone.com", "Nürnberg" },
  { "ae2-2060.fra20.core-backbone.com", "Frankfurt" },
  { "r1fra3.core.init7.net", "Frankfurt" },
  { "r2zrh6.core.init7.net", "Zürich" },
  { "i79tix-015-ae10.bb.ip-plus.net", "Zürich" },
  { "i68geb-025-ae4.ip-plus.net", "Geneva" },
  { "se-tug.nordu.net", "Stockholm" },
  { "dk-ore2.nordu.net", "København" },
  { "ae6.mx1.fra.de.geant.net", "Frankfurt" },
  { "ae0.mx1.gen.ch.geant.net", "Geneva" },
  { "cr-fra2-be7.x-win.dfn.de", "Frankfurt" },
  { "cr-tub2-be12.x-win.dfn.de", "Berlin" },
  { "stu-nwz-a99-hu0-3-0-5.belwue.net", "Stuttgart" },
  { "kar-rz-a99-hu0-3-0-1.belwue.net", "Karlsruhe" },
  { "asd-s8-rou-1041.nl.eurorings.net", "Amsterdam" },
  { "ffm-s4-rou-1102.de.eurorings.net", "Frankfurt" },
  { "de-fra04d-rc1-ae-12-0.aorta.net", "Frankfurt" },
  { "uk-lon03a-ri1-ae-24-0.aorta.net", "London" },
  { "ch-otf01b-rc1-ae-51-0.aorta.net", "Zürich" },
  { "bundle-ether1.ken-core10.sydney.telstra.net", "Sydney" },
  { "i-0-1-0-6.sydo-core04.telstraglobal.net", "Sydney" },
  { "xe-0-0-0.laxow-cr1.ix.singtel.com", "Los Angeles" },
  { "tenge0-0-0-21.br02.hkg15.pccwbtn.net", "Hong Kong" },
  { "be12.cr03.fra05.pccwbtn.net", "Frankfurt" },
  { "otejbb204.int-gw.kddi.ne.jp", "Tokyo" },
  { "lajbb002.int-gw.kddi.ne.jp", "Los Angeles" },
  { "tky001bb11.iij.net", "Tokyo" },
  { "osk004bb00.iij.net", "Osaka" },
  { "fourhundredge-0-0-0-2.4079.core1.ashb.net.internet2.edu", "Ashburn" },
  { "chic-cr6.es.net", "Chicago" },
  { "ae29.londpg-sbr2.ja.net", "London" },
  { "ae24.manckh-sbr2.ja.net", "Manchester" },
  { "swiCE4-B4.switch.ch", "Geneva" },
  { "swiZH3-100GE-0-0-0-1.switch.ch", "Zürich" },
  { "rx1-mi2-ru-universita.garr.net", "Milan" },
  { "te1-2-paris1-rtr-021.noc.renater.fr", "Paris" },
  { "marseille1-rtr-131.noc.renater.fr", "Marseille" },
  { "core24.fsn1.hetzner.com", "Falkenstein" },
  { "core11.nbg1.hetzner.com", "Nürnberg" },
  { "be103.gra-g1-nc5.fr.eu.ovh.net", "Gravelines" },
  { "be100-1046.fra-5-a9.de.eu.ovh.net", "Frankfurt" },
  { "vl201.fra-itx2-core-1.cdn77.com", "Frankfurt" },
  { "fra36-core-1.bundle-ether10.tele2.net", "Frankfurt" },
  { "t2c3-et-3-1-0-0.uk-lon1.eu.bt.net", "London" },
  { "tcore4-toronto12_hundredgige0-4-0-0.net.bell.ca", "Toronto" },
  { "bu-ether15.chcgildt87w-bcr00.tbone.rr.com", "Chicago" },
  { "fra16s42-in-f14.1e100.net", "Frankfurt" },
  { "po101.psw01.fra3.tfbnw.net", "Frankfurt" },
  { "edge-star-mini-shv-01-fra3.facebook.com", "Frankfurt" },
  { "ae25-0.icr01.fra21.ntwk.msn.net", "Frankfurt" },
  { "ipv4-c001-fra001-ix.1.oca.nflxvideo.net", "Frankfurt" },

  /* Words of the trade, customers, other people's domains. */
  { "static.example.net", NULL },
  { "core.fra1.example.net", NULL },
  { "ae-1.lag.link.star.com", NULL },
  { "bus.fra1.he.net", NULL },
  { "cloudflare-ic-328337.ip.twelve99-cust.net", NULL },
  { "dialin-1.2.3.4.telia.net", NULL },
  { "core-b1.telia.net", NULL },
  { "p5b2a1c3d.dip0.t-ipconnect.de", NULL },
  { "static.88-198-1-1.clients.your-server.de", NULL },
  { "c-73-1-2-3.hsd1.ca.comcast.net", NULL },
  { "be-33651-cr01.portland.xx.ibone.comcast.net", NULL },
  { "be-1-cr01.seattle.ca.ibone.comcast.net", NULL },
  { "f-ed11-i.F.US.NET.DTAG.DE", NULL },
  { "ae-1.r20.frnkge13.us.bb.gin.ntt.net", NULL },
  { "ae1.3.bar2.static1.level3.net", NULL },
  { "lo0.core1.level3.net", NULL },
  { "unknown.level3.net", NULL },
  { "dns.google", NULL },
  { "one.one.one.one", NULL },
  { "he.net", NULL },
  { ".he.net", NULL },
  { "evil.fra1.he.net.attacker.example", NULL },
  { "core1.fra1.evilhe.net", NULL },
  { "a96-7-49-66.deploy.static.akamaitechnologies.com", NULL },
};

static char *
dup_cities (GPtrArray *places)
{
  g_autoptr (GString) cities = g_string_new (NULL);

  for (guint i = 0; i < places->len; i++)
    g_string_append_printf (cities, "%s%s", i > 0 ? "," : "",
                            ((HopmapPlace *) places->pdata[i])->city);

  return g_string_free (g_steal_pointer (&cities), FALSE);
}

static void
test_name (gconstpointer data)
{
  const guint row = GPOINTER_TO_UINT (data);
  g_autoptr (GPtrArray) places = hopmap_router_name_read (names[row].name);
  g_autofree char *cities = places != NULL ? dup_cities (places) : NULL;

  g_assert_cmpstr (cities, ==, names[row].cities);
  for (guint i = 0; places != NULL && i < places->len; i++)
    {
      const HopmapPlace *place = places->pdata[i];

      g_assert_true (place->has_point);
      g_assert_cmpint (place->kind, ==, HOPMAP_PLACE_CITY);
      g_assert_cmpint (place->evidence, ==, HOPMAP_EVIDENCE_NAMED);
      g_assert_cmpfloat (place->radius_km, >, 0.0);
      g_assert_nonnull (place->country_code);
    }
}

/* A name is whatever its owner writes. */
static void
test_hostile (void)
{
  static const char *const texts[] = {
    "",
    ".",
    "..",
    "<b>core1.fra1.he.net",
    "core1.fra1.he.net\n",
    "core1.\xff\xfe.fra1.he.net",
    "core1.fra1\u202e.he.net",
    "core1 fra1.he.net",
    "core1.%s.he.net",
    "core1.fra1.he.net/../..",
  };
  g_autofree char *deep = g_strnfill (200000, 'a');
  g_autofree char *long_front = g_strnfill (240, '-');
  g_autofree char *slow = g_strconcat (long_front, ".level3.net", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260617);
  static const char letters[] = "abcfr019.-_";

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_null (hopmap_router_name_read (texts[i]));
  g_assert_null (hopmap_router_name_read (deep));
  g_assert_null (hopmap_router_name_read (slow));

  for (guint i = 0; i < 20000; i++)
    {
      char name[64];
      const guint length = (guint) g_rand_int_range (rand, 1, 50);
      g_autoptr (GPtrArray) places = NULL;

      for (guint k = 0; k < length; k++)
        name[k] = letters[g_rand_int_range (rand, 0, sizeof letters - 1)];
      g_strlcpy (name + length, ".he.net", sizeof name - length);
      places = hopmap_router_name_read (name);
      g_assert_true (places == NULL || places->len > 0);
    }
}

/* Every line of the table names a town that is known, or says where it is. */
static void
test_table (void)
{
  g_autoptr (GBytes) bytes = g_resource_lookup_data (hopmap_towns_get_resource (),
                                                     "/hopmap/towns/router-codes.tsv", 0, NULL);
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  guint n = 0;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) columns = g_strsplit (lines[i], "\t", -1);
      g_autoptr (GPtrArray)
          places = g_ptr_array_new_with_free_func ((GDestroyNotify) hopmap_place_unref);
      HopmapRouterCode code;

      if (*lines[i] == '\0' || *lines[i] == '#' || strcmp (columns[0], "state") == 0)
        continue;

      code = (HopmapRouterCode){ .dictionaries = columns[0], .code = columns[1] };
      hopmap_router_code_add_places (&code, places);
      if (places->len == 0)
        g_test_message ("%s", lines[i]);
      g_assert_cmpuint (places->len, >, 0);
      n++;
    }
  g_assert_cmpuint (n, >, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_strdup_printf ("/geo/router-name/%s", names[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_name);
    }
  g_test_add_func ("/geo/router-name-hostile", test_hostile);
  g_test_add_func ("/geo/router-name-table", test_table);
  return g_test_run ();
}
