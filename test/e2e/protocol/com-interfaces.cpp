// Intent: virtual AddRef and Release, called through interfaces: edges with their lines.
// RUN: %clangxx_refsan %s -o %t
// RUN: %exits 23 %run %t 2>&1 | FileCheck %s
// RUN: %clangxx_refsan -DCLEAN %s -o %t-clean
// RUN: %silent 0 %run %t-clean

using Count = unsigned long;
struct Unknown {
  virtual Count AddRef() = 0;
  virtual Count Release() = 0;
};
struct Site : Unknown {
  virtual void notify() = 0;
};
struct View : Unknown {
  virtual void setSite(Site *site) = 0;
};

class PlainView : public View {
  Count m_count = 1;
  Site *m_site = nullptr;

public:
  Count AddRef() override { return ++m_count; }
  Count Release() override {
    Count left = --m_count;
    if (!left)
      delete this;
    return left;
  }
  void setSite(Site *site) override {
    if (site)
      site->AddRef();
    if (m_site)
      m_site->Release();
    m_site = site;
  }
  virtual ~PlainView() {
    if (m_site)
      m_site->Release();
  }
};

class PlainSite : public Site {
  Count m_count = 1;
  View *m_view;

public:
  explicit PlainSite(View *view) : m_view(view) {
    m_view->AddRef();
  }
  Count AddRef() override { return ++m_count; }
  Count Release() override {
    Count left = --m_count;
    if (!left)
      delete this;
    return left;
  }
  void notify() override {}
  virtual ~PlainSite() { m_view->Release(); }
};

int main() {
  View *view = new PlainView;
  Site *site = new PlainSite(view);
  view->setSite(site);
#ifdef CLEAN
  view->setSite(nullptr);
#endif
  site->Release();
  view->Release();
}
// CHECK: RefSan: 1 reference cycle keeps 2 objects
// CHECK: PlainView  24 bytes  strong 1
// CHECK: m_site holds the next object {{ *}}taken at {{.*}}[[@LINE-42]]:{{[0-9]+}} by PlainSite::AddRef  (closed the cycle)
// CHECK: PlainSite  24 bytes  strong 1
// CHECK: m_view holds the first object {{ *}}taken at {{.*}}[[@LINE-27]]:{{[0-9]+}} by PlainView::AddRef
// CHECK: make `PlainSite::m_view` a plain pointer that takes no reference
