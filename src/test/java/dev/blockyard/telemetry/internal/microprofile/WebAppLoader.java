package dev.blockyard.telemetry.internal.microprofile;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.eclipse.microprofile.metrics.MetricRegistry;

/**
 * The class loader of a WAR with the module. Other libraries are the server's: those of the tests,
 * unless the WAR has its own or cannot see them.
 */
final class WebAppLoader extends URLClassLoader {
  private final List<String> own;
  private final List<String> hidden;

  /** Names begin with these words. */
  WebAppLoader(List<String> own, List<String> hidden) {
    super(classPath(), WebAppLoader.class.getClassLoader());
    this.own = Stream.concat(own.stream(), Stream.of("dev.blockyard.")).toList();
    this.hidden = hidden;
  }

  private static URL[] classPath() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Stream.of(classPath.split(File.pathSeparator, -1))
        .map(WebAppLoader::url)
        .toArray(URL[]::new);
  }

  private static URL url(String path) {
    try {
      return Path.of(path).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (hidden.stream().anyMatch(name::startsWith)) {
      throw new ClassNotFoundException(name);
    }
    if (own.stream().noneMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }

  /** Creates this WAR's own instance of a class, and lets it do something with a registry. */
  void run(Class<? extends Consumer<MetricRegistry>> type, MetricRegistry registry)
      throws ReflectiveOperationException, IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(this);
    try (this) {
      @SuppressWarnings("unchecked") // the WAR's class is compiled from the same source
      Consumer<MetricRegistry> application =
          (Consumer<MetricRegistry>)
              loadClass(type.getName()).getDeclaredConstructor().newInstance();
      application.accept(registry);
    } finally {
      ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig(this));
      thread.setContextClassLoader(before);
    }
  }
}
