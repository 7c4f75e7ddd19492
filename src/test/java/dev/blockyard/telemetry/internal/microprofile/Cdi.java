package dev.blockyard.telemetry.internal.microprofile;

import java.net.URL;
import java.util.Collection;
import java.util.List;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.resources.ClassLoaderResourceLoader;
import org.jspecify.annotations.Nullable;

/** Weld with the beans of a test, and nothing else that it would find by itself. */
final class Cdi {
  private Cdi() {}

  static WeldContainer with(Class<?>... beans) {
    Weld weld = new Weld().skipShutdownHook().disableDiscovery().addBeanClasses(beans);
    weld.setResourceLoader(new NoDescriptors());
    return weld.initialize();
  }

  /** Shows no bean archive and no extension. */
  private static final class NoDescriptors extends ClassLoaderResourceLoader {
    NoDescriptors() {
      super(Cdi.class.getClassLoader());
    }

    @Override
    public @Nullable URL getResource(String name) {
      return name.startsWith("META-INF/") ? null : super.getResource(name);
    }

    @Override
    public Collection<URL> getResources(String name) {
      return name.startsWith("META-INF/") ? List.of() : super.getResources(name);
    }
  }
}
