// Intent: COM-like objects that let each other go are freed.
// RUN: %clangxx_refsan %s -o %t
// RUN: %silent 0 %run %t

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
  view->setSite(nullptr);
  site->Release();
  view->Release();
}
