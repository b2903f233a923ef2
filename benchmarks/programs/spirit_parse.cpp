//===- spirit_parse.cpp - expressions parsed into a tree -===//
//
// Part of RefSan, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// spirit_parse EXPRESSIONS: Boost Spirit Qi with attributes; nodes are variants.
//
//===----------------------------------------------------------------------===//

#include <boost/fusion/include/adapt_struct.hpp>
#include <boost/spirit/include/qi.hpp>
#include <boost/variant/recursive_variant.hpp>
#include <cstdio>
#include <cstdlib>
#include <list>
#include <string>

namespace ast {
struct Signed;
struct Program;
using Operand =
    boost::variant<unsigned, std::string, boost::recursive_wrapper<Signed>, boost::recursive_wrapper<Program>>;
struct Signed {
  char sign;
  Operand operand;
};
struct Operation {
  char kind;
  Operand operand;
};
struct Program {
  Operand first;
  std::list<Operation> rest;
};
} // namespace ast

BOOST_FUSION_ADAPT_STRUCT(ast::Signed, sign, operand)
BOOST_FUSION_ADAPT_STRUCT(ast::Operation, kind, operand)
BOOST_FUSION_ADAPT_STRUCT(ast::Program, first, rest)

namespace {
namespace qi = boost::spirit::qi;
using Iterator = std::string::const_iterator;

struct Grammar : qi::grammar<Iterator, ast::Program(), qi::space_type> {
  Grammar() : base_type(expression) {
    expression = term >> *(qi::char_("+-") >> term);
    term = factor >> *(qi::char_("*/") >> factor);
    name = qi::lexeme[qi::alpha >> *qi::alnum];
    factor = qi::uint_ | name | '(' >> expression >> ')' | negated;
    negated = qi::char_("-+") >> factor;
  }
  qi::rule<Iterator, ast::Program(), qi::space_type> expression, term;
  qi::rule<Iterator, std::string(), qi::space_type> name;
  qi::rule<Iterator, ast::Operand(), qi::space_type> factor;
  qi::rule<Iterator, ast::Signed(), qi::space_type> negated;
};

struct Count : boost::static_visitor<long> {
  long operator()(unsigned) const { return 1; }
  long operator()(const std::string &name) const { return static_cast<long>(name.size()); }
  long operator()(const ast::Signed &s) const { return boost::apply_visitor(*this, s.operand); }
  long operator()(const ast::Program &p) const {
    long sum = boost::apply_visitor(*this, p.first);
    for (const ast::Operation &operation : p.rest)
      sum += boost::apply_visitor(*this, operation.operand);
    return sum;
  }
};
} // namespace

int main(int, char **argv) {
  const std::string text =
      "(1 + price * (quantity - 3)) / (discount1 + 7 * -(total + averagePriceOfAllOrders)) - 42 * (a + b + c)";
  Grammar grammar;
  long sum = 0;
  for (long i = std::atol(argv[1]); i; i--) {
    ast::Program program;
    Iterator at = text.begin();
    if (!qi::phrase_parse(at, text.end(), grammar, qi::space, program) || at != text.end())
      return 1;
    sum += Count()(program);
  }
  std::printf("%ld\n", sum);
}
