/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scenes, in groups: time, size, broken connections, broken HTTP, redirects, statuses, TLS,
 * bodies. Data alone.
 */
#include "hopmap-hostile-scenes.h"

#define ANSWER(status) "HTTP/1.1 " status "\r\nConnection: close\r\n"
#define OK             ANSWER ("200 OK") "Content-Type: application/json\r\n"
#define MOVED(where)   ANSWER ("302 Found") "Location: " where "\r\nContent-Length: 0\r\n\r\n"
#define NO_BODY        "Content-Length: 0\r\n\r\n"

#define IP             "\"ip\":\"" HOSTILE_ADDRESS "\""
#define NUMBER         "\"latitude\":\"50.11552\",\"longitude\":\"8.68417\""
#define GOOD                                                                                       \
  HOSTILE_OPEN (HOSTILE_ADDRESS)                                                                   \
  "\"country_code2\":\"DE\",\"city\":\"Frankfurt\"," NUMBER HOSTILE_CLOSE

#define AT(point) OK "\r\n" HOSTILE_OPEN (HOSTILE_ADDRESS) point HOSTILE_CLOSE

/* Ten blanks, so that a drip is not the end of a line. */
#define BLANKS "          "

const HopmapScene hopmap_hostile_scenes[] = {
  { "control", HOPMAP_OUTCOME_PLACE, .head = OK "\r\n" GOOD },

  /* Time. */
  { "silence", HOPMAP_OUTCOME_LATE, .manner = HOPMAP_MANNER_WAIT, .head = "" },
  { "half-a-head", HOPMAP_OUTCOME_LATE, .manner = HOPMAP_MANNER_WAIT,
    .head = "HTTP/1.1 200 OK\r\nContent-" },
  { "head-drips", HOPMAP_OUTCOME_LATE, .manner = HOPMAP_MANNER_DRIP, .head = "HTTP/1.1 200 OK\r\n",
    .more = "X-More: and more\r\n" },
  { "body-drips", HOPMAP_OUTCOME_LATE, .manner = HOPMAP_MANNER_DRIP,
    .head = OK "Content-Length: 1000000\r\n\r\n", .more = BLANKS },
  { "chunks-drip", HOPMAP_OUTCOME_LATE, .manner = HOPMAP_MANNER_DRIP,
    .head = OK "Transfer-Encoding: chunked\r\n\r\n", .more = "1\r\n \r\n" },
  { "half-a-body-then-silence", HOPMAP_OUTCOME_LATE, .manner = HOPMAP_MANNER_WAIT,
    .head = OK "Content-Length: 1000\r\n\r\n{" },
  { "three-gigabytes-announced", HOPMAP_OUTCOME_LATE, .manner = HOPMAP_MANNER_WAIT,
    .head = OK "Content-Length: 3221225472\r\n\r\n" },
  { "continue-for-ever", HOPMAP_OUTCOME_LATE, .manner = HOPMAP_MANNER_DRIP, .head = "",
    .more = "HTTP/1.1 100 Continue\r\n\r\n" },
  { "refusal-with-body-to-come", HOPMAP_OUTCOME_KEY_REJECTED, .manner = HOPMAP_MANNER_WAIT,
    .head = "HTTP/1.1 401 Who\r\nContent-Length: 1000\r\n\r\n" },
  { "no-with-body-to-come", HOPMAP_OUTCOME_NOT_FOUND, .manner = HOPMAP_MANNER_WAIT,
    .head = "HTTP/1.1 404 None\r\nContent-Length: 1000\r\n\r\n" },

  /* Size. */
  { "body-without-end", HOPMAP_OUTCOME_BAD_RESPONSE, .manner = HOPMAP_MANNER_FLOOD,
    .head = OK "\r\n", .more = BLANKS },
  { "chunks-without-end", HOPMAP_OUTCOME_BAD_RESPONSE, .manner = HOPMAP_MANNER_FLOOD,
    .head = OK "Transfer-Encoding: chunked\r\n\r\n", .more = "a\r\n" BLANKS "\r\n" },
  { "three-gigabytes", HOPMAP_OUTCOME_BAD_RESPONSE, .manner = HOPMAP_MANNER_FLOOD,
    .head = OK "Content-Length: 3221225472\r\n\r\n", .more = BLANKS },
  { "one-huge-chunk", HOPMAP_OUTCOME_BAD_RESPONSE, .manner = HOPMAP_MANNER_FLOOD,
    .head = OK "Transfer-Encoding: chunked\r\n\r\nfffffff0\r\n", .more = BLANKS },
  { "gzip-bomb", HOPMAP_OUTCOME_BAD_RESPONSE, .manner = HOPMAP_MANNER_BOMB,
    .head = OK "Content-Encoding: gzip\r\n\r\n", .times = 1 },
  { "gzip-bomb-in-gzip", HOPMAP_OUTCOME_BAD_RESPONSE, .manner = HOPMAP_MANNER_BOMB,
    .head = OK "Content-Encoding: gzip, gzip\r\n\r\n", .times = 2 },
  { "refusal-without-end", HOPMAP_OUTCOME_KEY_REJECTED, .manner = HOPMAP_MANNER_FLOOD,
    .head = "HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n", .more = BLANKS },
  { "server-error-without-end", HOPMAP_OUTCOME_UNAVAILABLE, .manner = HOPMAP_MANNER_FLOOD,
    .head = "HTTP/1.1 500 Oops\r\n\r\n", .more = BLANKS },
  { "redirect-with-body-without-end", HOPMAP_OUTCOME_BAD_RESPONSE, .manner = HOPMAP_MANNER_FLOOD,
    .head = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{trap}/\r\n\r\n", .more = BLANKS },
  { "headers-without-end", HOPMAP_OUTCOME_FAILED, .manner = HOPMAP_MANNER_FLOOD,
    .head = "HTTP/1.1 200 OK\r\n", .more = "X-More: and more\r\n" },
  { "one-header-without-end", HOPMAP_OUTCOME_FAILED, .manner = HOPMAP_MANNER_FLOOD,
    .head = "HTTP/1.1 200 OK\r\nX-Long: ", .more = "x" },
  { "status-line-without-end", HOPMAP_OUTCOME_FAILED, .manner = HOPMAP_MANNER_FLOOD,
    .head = "HTTP/1.1 200 ", .more = "OK" },
  { "hundred-thousand-headers", HOPMAP_OUTCOME_FAILED, .head = "HTTP/1.1 200 OK\r\n",
    .more = "X: y\r\n", .times = 100000 },

  /* Broken connections. */
  { "closed", HOPMAP_OUTCOME_UNAVAILABLE, .head = "" },
  { "reset", HOPMAP_OUTCOME_UNAVAILABLE, .manner = HOPMAP_MANNER_RESET, .head = "" },
  { "reset-in-head", HOPMAP_OUTCOME_UNAVAILABLE, .manner = HOPMAP_MANNER_RESET,
    .head = "HTTP/1.1 200 OK\r\nContent-" },
  { "reset-in-body", HOPMAP_OUTCOME_UNAVAILABLE, .manner = HOPMAP_MANNER_RESET,
    .head = OK "Content-Length: 1000\r\n\r\n{" },
  { "short-body", HOPMAP_OUTCOME_UNAVAILABLE,
    .head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" GOOD },
  { "short-body-and-good-bye", HOPMAP_OUTCOME_FAILED,
    .head = OK "Content-Length: 1000\r\n\r\n{" IP },

  /* Broken HTTP. */
  { "not-http", HOPMAP_OUTCOME_FAILED, .head = "SSH-2.0-OpenSSH_9.2p1\r\n\r\n" },
  { "http-of-the-future", HOPMAP_OUTCOME_FAILED, .head = "HTTP/9.9 200 OK\r\n\r\n" GOOD },
  { "status-0", HOPMAP_OUTCOME_FAILED, .head = "HTTP/1.1 000 No\r\n\r\n" GOOD },
  { "status-99999", HOPMAP_OUTCOME_FAILED, .head = "HTTP/1.1 99999 No\r\n\r\n" GOOD },
  { "status-words", HOPMAP_OUTCOME_FAILED, .head = "HTTP/1.1 two hundred\r\n\r\n" GOOD },
  { "negative-length", HOPMAP_OUTCOME_FAILED, .head = OK "Content-Length: -5\r\n\r\n" GOOD },
  { "length-in-words", HOPMAP_OUTCOME_LENIENT, .head = OK "Content-Length: many\r\n\r\n" GOOD },
  { "two-lengths", HOPMAP_OUTCOME_FAILED,
    .head = OK "Content-Length: 5\r\nContent-Length: 50\r\n\r\n" GOOD },
  { "length-beyond-64-bits", HOPMAP_OUTCOME_LENIENT,
    .head = OK "Content-Length: 99999999999999999999999\r\n\r\n" GOOD },
  { "chunk-of-nonsense", HOPMAP_OUTCOME_FAILED,
    .head = OK "Transfer-Encoding: chunked\r\n\r\nzz\r\n" GOOD "\r\n0\r\n\r\n" },
  { "negative-chunk", HOPMAP_OUTCOME_FAILED,
    .head = OK "Transfer-Encoding: chunked\r\n\r\n-5\r\n" GOOD "\r\n0\r\n\r\n" },
  { "not-gzip", HOPMAP_OUTCOME_LENIENT, .head = OK "Content-Encoding: gzip\r\n\r\n" GOOD },
  { "unknown-encoding", HOPMAP_OUTCOME_LENIENT, .head = OK "Content-Encoding: x-zoo\r\n\r\n" GOOD },
  { "zero-byte-in-head", HOPMAP_OUTCOME_FAILED, .head = "HTTP/1.1 200 OK\r\nX: \0\r\n\r\n{}",
    .size = 26 },

  /* Redirects: none is followed, wherever it leads. */
  { "to-itself", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("http://127.0.0.1:{self}/again") },
  { "to-a-path", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("/again") },
  { "to-another-port", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("http://127.0.0.1:{trap}/") },
  { "to-another-host", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("http://localhost:{trap}/") },
  { "to-a-private-address", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = MOVED ("http://127.0.0.2:{trap}/") },
  { "to-a-cloud's-secrets", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = MOVED ("http://169.254.169.254/latest/meta-data/") },
  { "to-a-file", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("file:///etc/passwd") },
  { "to-data", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("data:application/json,{}") },
  { "to-ftp", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("ftp://127.0.0.1:{trap}/") },
  { "to-a-resource", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("resource:///io/github") },
  { "to-nowhere", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("") },
  { "to-no-uri", HOPMAP_OUTCOME_BAD_RESPONSE, .head = MOVED ("http://[::1/%zz") },
  { "from-https-to-http", HOPMAP_OUTCOME_BAD_RESPONSE, HOPMAP_DOOR_HTTPS,
    .head = MOVED ("http://127.0.0.1:{trap}/") },
  { "for-good", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = ANSWER ("301 Moved") "Location: http://127.0.0.1:{trap}/\r\n" NO_BODY },
  { "see-other", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = ANSWER ("303 See") "Location: http://127.0.0.1:{trap}/\r\n" NO_BODY },
  { "for-now", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = ANSWER ("307 Moved") "Location: http://127.0.0.1:{trap}/\r\n" NO_BODY },
  { "refresh", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = OK "Refresh: 0; url=http://127.0.0.1:{trap}/\r\n" NO_BODY },

  /* Statuses. */
  { "204", HOPMAP_OUTCOME_BAD_RESPONSE, .head = ANSWER ("204 Empty") "\r\n" },
  { "206", HOPMAP_OUTCOME_BAD_RESPONSE, .head = ANSWER ("206 Part") "\r\n" GOOD },
  { "304", HOPMAP_OUTCOME_BAD_RESPONSE, .head = ANSWER ("304 Same") "\r\n" },
  { "401", HOPMAP_OUTCOME_KEY_REJECTED, .head = ANSWER ("401 Who") NO_BODY },
  { "401-password", HOPMAP_OUTCOME_KEY_REJECTED,
    .head = ANSWER ("401 Who") "WWW-Authenticate: Basic realm=\"x\"\r\n" NO_BODY },
  { "401-kerberos", HOPMAP_OUTCOME_KEY_REJECTED,
    .head = ANSWER ("401 Who") "WWW-Authenticate: Negotiate\r\n" NO_BODY },
  { "403", HOPMAP_OUTCOME_KEY_REJECTED, .head = ANSWER ("403 No") NO_BODY },
  { "404", HOPMAP_OUTCOME_NOT_FOUND, .head = ANSWER ("404 None") NO_BODY },
  { "407", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = ANSWER ("407 Who") "Proxy-Authenticate: Basic realm=\"x\"\r\n" NO_BODY },
  { "423", HOPMAP_OUTCOME_RESERVED, .head = ANSWER ("423 Bogon") NO_BODY },
  { "429", HOPMAP_OUTCOME_QUOTA, .head = ANSWER ("429 Slow") "Retry-After: 7\r\n" NO_BODY },
  { "429-for-ages", HOPMAP_OUTCOME_QUOTA,
    .head = ANSWER ("429 Slow") "Retry-After: 99999999999999999999\r\n" NO_BODY },
  { "500", HOPMAP_OUTCOME_UNAVAILABLE, .head = ANSWER ("500 Oops") NO_BODY },
  { "503", HOPMAP_OUTCOME_UNAVAILABLE, .head = ANSWER ("503 Later") NO_BODY },
  { "511", HOPMAP_OUTCOME_UNAVAILABLE, .head = ANSWER ("511 Log in") NO_BODY },

  /* TLS. */
  { "tls-control", HOPMAP_OUTCOME_PLACE, HOPMAP_DOOR_HTTPS, .head = OK "\r\n" GOOD },
  { "tls-nobody-vouches-for", HOPMAP_OUTCOME_UNAVAILABLE, HOPMAP_DOOR_STRANGER,
    .head = OK "\r\n" GOOD },
  { "tls-of-another-server", HOPMAP_OUTCOME_UNAVAILABLE, HOPMAP_DOOR_OTHER_NAME,
    .head = OK "\r\n" GOOD },
  { "tls-never-shakes-hands", HOPMAP_OUTCOME_LATE, HOPMAP_DOOR_BARE, HOPMAP_MANNER_WAIT,
    .head = "" },
  { "tls-drips", HOPMAP_OUTCOME_LATE, HOPMAP_DOOR_BARE, HOPMAP_MANNER_DRIP,
    .head = "\x16\x03\x03\x3f\x01", .more = "\x02" },
  { "tls-is-http", HOPMAP_OUTCOME_UNAVAILABLE, HOPMAP_DOOR_BARE, .head = OK "\r\n" GOOD },
  { "tls-noise", HOPMAP_OUTCOME_UNAVAILABLE, HOPMAP_DOOR_BARE, HOPMAP_MANNER_FLOOD, .head = "",
    .more = "\x7f\x01\xfe\x80" },
  { "tls-then-silence", HOPMAP_OUTCOME_LATE, HOPMAP_DOOR_HTTPS, HOPMAP_MANNER_WAIT, .head = "" },
  { "tls-then-flood", HOPMAP_OUTCOME_BAD_RESPONSE, HOPMAP_DOOR_HTTPS, HOPMAP_MANNER_FLOOD,
    .head = OK "\r\n", .more = BLANKS },
  { "http-2-noise", HOPMAP_OUTCOME_LATE, HOPMAP_DOOR_HTTP_2, .head = OK "\r\n" GOOD },
  { "http-2-silence", HOPMAP_OUTCOME_LATE, HOPMAP_DOOR_HTTP_2, HOPMAP_MANNER_WAIT, .head = "" },
  /* RFC 9113: SETTINGS, then RST_STREAM of stream 1. */
  { "http-2-reset", HOPMAP_OUTCOME_LATE, HOPMAP_DOOR_HTTP_2, HOPMAP_MANNER_WAIT, .size = 22,
    .head = "\0\0\0\x04\0\0\0\0\0"
            "\0\0\x04\x03\0\0\0\0\x01\0\0\0\x0b" },
  /* SETTINGS, then GOAWAY before any stream. */
  { "http-2-goes-away", HOPMAP_OUTCOME_UNAVAILABLE, HOPMAP_DOOR_HTTP_2, HOPMAP_MANNER_END,
    .size = 26,
    .head = "\0\0\0\x04\0\0\0\0\0"
            "\0\0\x08\x07\0\0\0\0\0\0\0\0\0\0\0\0\x0b" },

  /* Bodies. */
  { "empty-body", HOPMAP_OUTCOME_BAD_RESPONSE, .head = OK NO_BODY },
  { "empty-object", HOPMAP_OUTCOME_BAD_RESPONSE, .head = OK "\r\n{}" },
  { "json-null", HOPMAP_OUTCOME_BAD_RESPONSE, .head = OK "\r\nnull" },
  { "json-list", HOPMAP_OUTCOME_BAD_RESPONSE, .head = OK "\r\n[" GOOD "]" },
  { "json-string", HOPMAP_OUTCOME_BAD_RESPONSE, .head = OK "\r\n\"\"" },
  { "json-and-more", HOPMAP_OUTCOME_BAD_RESPONSE, .head = OK "\r\n" GOOD GOOD },
  { "login-page", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = ANSWER ("200 OK") "Content-Type: text/html\r\n\r\n<!DOCTYPE html><title>Log in" },
  { "picture", HOPMAP_OUTCOME_BAD_RESPONSE, .size = 68,
    .head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
            "\x89PNG\r\n\x1a\n\0\0\0\rIHDR" },
  { "json-called-picture", HOPMAP_OUTCOME_PLACE,
    .head = ANSWER ("200 OK") "Content-Type: image/png\r\n\r\n" GOOD },
  { "utf-16", HOPMAP_OUTCOME_BAD_RESPONSE, .size = 57,
    .head = "HTTP/1.1 200 OK\r\nContent-Type: x; charset=utf-16\r\n\r\n\xff\xfe{\0}\0" },
  { "latin-1", HOPMAP_OUTCOME_BAD_RESPONSE, .head = AT (NUMBER ",\"city\":\"K\xf6ln\"") },
  { "two-megabytes-of-objects", HOPMAP_OUTCOME_BAD_RESPONSE, .head = OK "\r\n[", .more = "{},",
    .times = 650000 },
  { "brackets", HOPMAP_OUTCOME_BAD_RESPONSE, .head = OK "\r\n", .more = "[", .times = 100000 },
  { "objects-in-objects", HOPMAP_OUTCOME_BAD_RESPONSE, .head = OK "\r\n",
    .more = "{\"a\":", .times = 20000 },
  { "other-address", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = OK "\r\n" HOSTILE_OPEN ("62.154.1.2") NUMBER HOSTILE_CLOSE },
  { "null-island", HOPMAP_OUTCOME_NOWHERE, .head = AT ("\"latitude\":0,\"longitude\":0") },
  { "null-island-in-words", HOPMAP_OUTCOME_NOWHERE,
    .head = AT ("\"latitude\":\"0.0\",\"longitude\":\"-0\"") },
  { "infinite", HOPMAP_OUTCOME_NOWHERE, .head = AT ("\"latitude\":1e999,\"longitude\":8") },
  { "infinite-in-words", HOPMAP_OUTCOME_NOWHERE,
    .head = AT ("\"latitude\":\"1e999\",\"longitude\":\"inf\"") },
  { "not-a-number", HOPMAP_OUTCOME_NOWHERE,
    .head = AT ("\"latitude\":\"nan\",\"longitude\":\"nan\"") },
  { "off-the-earth", HOPMAP_OUTCOME_NOWHERE, .head = AT ("\"latitude\":91,\"longitude\":8") },
  { "latitude-alone", HOPMAP_OUTCOME_NOWHERE, .head = AT ("\"latitude\":\"12\"") },
  { "empty-strings", HOPMAP_OUTCOME_NOWHERE,
    .head = AT ("\"latitude\":\"\",\"longitude\":\"\",\"city\":\"\"") },
  { "nulls", HOPMAP_OUTCOME_NOWHERE, .head = AT ("\"latitude\":null,\"longitude\":null") },
  { "lists-for-numbers", HOPMAP_OUTCOME_NOWHERE,
    .head = AT ("\"latitude\":[50.1],\"longitude\":[8.6]") },
  { "objects-for-numbers", HOPMAP_OUTCOME_NOWHERE,
    .head = AT ("\"latitude\":{\"a\":50},\"longitude\":{},\"city\":{}") },
  { "truth-for-numbers", HOPMAP_OUTCOME_NOWHERE,
    .head = AT ("\"latitude\":true,\"longitude\":true,\"city\":true") },
  { "number-and-a-word", HOPMAP_OUTCOME_NOWHERE,
    .head = AT ("\"latitude\":\"50.1 N\",\"longitude\":\"8,6\"") },
  { "strings-cut-by-zero", HOPMAP_OUTCOME_BAD_RESPONSE,
    .head = AT ("\"latitude\":\"50\\u0000\",\"longitude\":\"8\\u0000\"") },
  { "list-for-location", HOPMAP_OUTCOME_NOWHERE,
    .head = OK "\r\n{" IP ",\"location\":[50.1,8.6]}" },
  { "list-of-location", HOPMAP_OUTCOME_NOWHERE,
    .head = OK "\r\n{" IP ",\"location\":[{" NUMBER "}],\"asn\":[1],\"organization\":[]}" },
};

const guint hopmap_n_hostile_scenes = G_N_ELEMENTS (hopmap_hostile_scenes);
