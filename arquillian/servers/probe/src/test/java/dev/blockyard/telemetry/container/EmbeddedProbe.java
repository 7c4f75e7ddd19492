package dev.blockyard.telemetry.container;

import dev.blockyard.telemetry.containers.WebApp;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.annotation.WebServlet;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The probe's servlets and filters that need no injection, with its descriptor, for servers that
 * read neither annotations nor descriptors.
 */
final class EmbeddedProbe {
  private static final String PACKAGE = "dev.blockyard.telemetry.probe.";
  private static final List<String> SERVLETS =
      List.of("RequestEndServlet", "AsideServlet", "ErrorPage", "UnresolvedServlet");

  private EmbeddedProbe() {}

  /** Returns an application without the module. */
  static WebApp application() throws Exception {
    WebApp application = new WebApp();
    for (String servlet : SERVLETS) {
      String type = PACKAGE + servlet;
      String[] annotated = patterns(Class.forName(type).getAnnotation(WebServlet.class));
      application.onStartup(context -> addServlet(context, servlet, type, annotated));
    }
    application.onStartup(EmbeddedProbe::addGate);
    Document descriptor = descriptor();
    for (Element mapping : elements(descriptor, "servlet-mapping")) {
      String name = text(mapping, "servlet-name");
      String pattern = text(mapping, "url-pattern");
      application.onStartup(
          context -> addServlet(context, name, PACKAGE + "RequestEndServlet", pattern));
    }
    for (Element page : elements(descriptor, "error-page")) {
      if (page.getElementsByTagName("error-code").getLength() > 0) {
        application.errorPage(Integer.parseInt(text(page, "error-code")), text(page, "location"));
      } else {
        application.errorPage(
            Class.forName(text(page, "exception-type")).asSubclass(Throwable.class),
            text(page, "location"));
      }
    }
    return application;
  }

  private static String[] patterns(WebServlet annotation) {
    return annotation.value().length > 0 ? annotation.value() : annotation.urlPatterns();
  }

  private static void addServlet(
      ServletContext context, String name, String type, String... patterns) {
    ServletRegistration.Dynamic servlet = context.addServlet(name, (Servlet) instance(type));
    servlet.setAsyncSupported(true);
    servlet.addMapping(patterns);
  }

  private static void addGate(ServletContext context) {
    Filter gate = (Filter) instance(PACKAGE + "GateFilter");
    FilterRegistration.Dynamic filter = context.addFilter("gate", gate);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST),
        true,
        gate.getClass().getAnnotation(WebFilter.class).value());
  }

  private static Object instance(String type) {
    try {
      return Class.forName(type).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Document descriptor() throws Exception {
    try (InputStream in = EmbeddedProbe.class.getResourceAsStream("/probe/web.xml")) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
    }
  }

  private static List<Element> elements(Document descriptor, String name) {
    NodeList found = descriptor.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static String text(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent().strip();
  }
}
