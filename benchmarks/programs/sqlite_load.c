//===- sqlite_load.c - a database in memory, filled, searched, changed -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// sqlite_load ROWS: prepared inserts, an index, ranges, joins, text, updates,
// deletes, each statement prepared anew where a program would do so.
//
//===----------------------------------------------------------------------===//

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

static sqlite3 *database;

static void fail(const char *what) {
  fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(database));
  exit(1);
}

static void run(const char *sql) {
  if (sqlite3_exec(database, sql, NULL, NULL, NULL) != SQLITE_OK)
    fail(sql);
}

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK)
    fail(sql);
  return statement;
}

static void insert(int rows) {
  sqlite3_stmt *into = prepare("INSERT INTO orders VALUES(?1, ?2, ?3)");
  run("BEGIN");
  for (int i = 0; i < rows; i++) {
    char text[64];
    int length = snprintf(text, sizeof text, "order %d of customer %d", i, i % 997);
    sqlite3_bind_int(into, 1, i);
    sqlite3_bind_int(into, 2, (int)((long)i * 7919 % rows));
    sqlite3_bind_text(into, 3, text, length, SQLITE_TRANSIENT);
    if (sqlite3_step(into) != SQLITE_DONE)
      fail("insert");
    sqlite3_reset(into);
  }
  run("COMMIT");
  sqlite3_finalize(into);
}

static long long search(const char *sql, int searches, int rows) {
  long long sum = 0;
  for (int i = 0; i < searches; i++) {
    sqlite3_stmt *select = prepare(sql);
    int from = (int)((long)i * 104729 % rows);
    sqlite3_bind_int(select, 1, from);
    sqlite3_bind_int(select, 2, from + 10);
    while (sqlite3_step(select) == SQLITE_ROW)
      sum += sqlite3_column_int64(select, 0);
    sqlite3_finalize(select);
  }
  return sum;
}

int main(int argc, char **argv) {
  int rows = argc > 1 ? atoi(argv[1]) : 1000;
  long long sum = 0;
  if (sqlite3_open(":memory:", &database) != SQLITE_OK)
    fail("open");
  run("CREATE TABLE orders(id INTEGER PRIMARY KEY, amount INTEGER, note TEXT)");
  insert(rows);
  run("CREATE INDEX by_amount ON orders(amount)");
  sum += search("SELECT sum(amount) FROM orders WHERE amount BETWEEN ?1 AND ?2", rows / 4, rows);
  sum += search("SELECT length(group_concat(note, ', ')) FROM orders WHERE id BETWEEN ?1 AND ?2", rows / 4, rows);
  sum += search("SELECT count(*) FROM orders a JOIN orders b ON a.amount = b.id WHERE a.id BETWEEN ?1 AND ?2", rows / 8,
                rows);
  sum += search("SELECT count(*) FROM orders WHERE note LIKE '%customer 7%' AND id > ?1 AND ?2", 4, rows);
  run("UPDATE orders SET amount = amount + 1, note = note || '!' WHERE id % 3 = 0");
  run("DELETE FROM orders WHERE id % 5 = 0");
  run("CREATE TABLE sorted AS SELECT * FROM orders ORDER BY note");
  sum += search("SELECT count(*) FROM sorted WHERE ?1 AND ?2", 1, rows);
  sqlite3_close(database);
  printf("%lld\n", sum);
  return 0;
}
