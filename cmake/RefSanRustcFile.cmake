# refsan_write_rustc_file(<file> <folder>): the flag file for rustc, with RefSan's libraries in <folder>.
# REFSAN_LINK_FLAGS is set. For the build tree, and for what is installed.

set(REFSAN_RUSTC_TEMPLATE "${CMAKE_CURRENT_LIST_DIR}/refsan.rustc.in")

function(refsan_write_rustc_file file folder)
  if(folder MATCHES "[ \t]")
    message(WARNING "RefSan: rustc splits the path of a plugin at spaces: refsan.rustc will not work from ${folder}")
  endif()
  set(REFSAN_LIB_DIR "${folder}")
  configure_file("${REFSAN_RUSTC_TEMPLATE}" "${file}" @ONLY)
endfunction()
