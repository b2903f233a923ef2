//===- lua_script.c - an interpreter that lives from realloc -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// lua_script ROUNDS: tables, strings, closures.
//
//===----------------------------------------------------------------------===//

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>

static const char script[] =
    "local rounds = ...\n"
    "local sum = 0\n"
    "for round = 1, rounds do\n"
    "  local people = {}\n"
    "  for i = 1, 2000 do\n"
    "    people[i] = {name = 'person ' .. i, tags = {i, i * 2}, age = function() return i % 90 end}\n"
    "  end\n"
    "  table.sort(people, function(a, b) return a.name < b.name end)\n"
    "  local words = {}\n"
    "  for i, person in ipairs(people) do\n"
    "    words[#words + 1] = person.name:upper():gsub('PERSON', 'p')\n"
    "    sum = sum + person.age() + #person.tags\n"
    "  end\n"
    "  sum = sum + #table.concat(words, ',')\n"
    "end\n"
    "return sum\n";

int main(int argc, char **argv) {
  lua_State *lua = luaL_newstate();
  if (!lua)
    return 1;
  luaL_openlibs(lua);
  if (luaL_loadstring(lua, script) != LUA_OK)
    return 1;
  lua_pushinteger(lua, argc > 1 ? atoi(argv[1]) : 1);
  if (lua_pcall(lua, 1, 1, 0) != LUA_OK) {
    fprintf(stderr, "%s\n", lua_tostring(lua, -1));
    return 1;
  }
  printf("%lld\n", (long long)lua_tointeger(lua, -1));
  lua_close(lua);
  return 0;
}
