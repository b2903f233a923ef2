#pragma once
void make_family(bool part);
