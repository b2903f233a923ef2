// Intent: a signal's handler is held by the object that it is connected to, not by the library's tables: what it holds
// leads round a cycle, or is alive while the object is. The tables are as before after a check amid the run.
// REQUIRES: glib
// RUN: %clang_refsan %s -o %t %glib
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clang_refsan -DCLEAN %s -o %t-clean %glib
// RUN: %silent 0 %run %t-clean

#include <glib-object.h>
#include <refsan/refsan.h>

typedef struct {
  GObject parent;
} Document;
typedef struct {
  GObjectClass parent;
} DocumentClass;
G_DEFINE_TYPE(Document, document, G_TYPE_OBJECT)
static guint changed;
static void document_class_init(DocumentClass *c) {
  changed = g_signal_new("changed", G_TYPE_FROM_CLASS(c), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}
static void document_init(Document *document) {}

typedef struct {
  GObject parent;
  Document *document;
  int edits;
} Editor;
typedef struct {
  GObjectClass parent;
} EditorClass;
G_DEFINE_TYPE(Editor, editor, G_TYPE_OBJECT)
static void editor_dispose(GObject *object) {
  g_clear_object(&((Editor *)object)->document);
  G_OBJECT_CLASS(editor_parent_class)->dispose(object);
}
static void editor_class_init(EditorClass *c) { G_OBJECT_CLASS(c)->dispose = editor_dispose; }
static void editor_init(Editor *editor) {}

static void on_change(Document *document, gpointer data) { ++((Editor *)data)->edits; }
static void give_up(gpointer data, GClosure *closure) { g_object_unref(data); }

static gulong connect(Document *document, Editor *editor) {
  return g_signal_connect_data(document, "changed", G_CALLBACK(on_change), g_object_ref(editor), give_up, 0);
}

static Document *for_ever;

int main(void) {
  // Only the handler holds this editor, and the variable holds the document.
  for_ever = g_object_new(document_get_type(), NULL);
  Editor *kept = g_object_new(editor_get_type(), NULL);
  connect(for_ever, kept);
  g_object_unref(kept);

  Document *document = g_object_new(document_get_type(), NULL);
  Editor *editor = g_object_new(editor_get_type(), NULL);
  editor->document = g_object_ref(document);
  gulong handler = connect(document, editor);
  if (refsan_check_now())
    return 1;
  g_signal_emit(document, changed, 0);
  g_signal_emit(for_ever, changed, 0);
  int edits = editor->edits + kept->edits;
#ifdef CLEAN
  g_signal_handler_disconnect(document, handler);
#endif
  g_object_unref(editor);
  g_object_unref(document);
  return edits - 2;
}
// CHECK: RefSan: 1 reference cycle keeps
// CHECK: Document {{.*}}strong 1
// CHECK: signal handlers[…] holds the next object {{ *}}taken at {{.*}}.c:45:
// CHECK: Editor {{.*}}strong 1
// CHECK: document holds the first object {{ *}}taken at {{.*}}.c:59:
