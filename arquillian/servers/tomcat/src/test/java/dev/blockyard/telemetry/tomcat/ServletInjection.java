package dev.blockyard.telemetry.tomcat;

import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.catalina.Context;
import org.apache.tomcat.InstanceManager;

/**
 * Injects beans into servlets and filters that Tomcat makes, as Weld's servlet integration does;
 * that of OpenWebBeans leaves it to Tomcat.
 */
@WebListener
public class ServletInjection implements ServletContextListener {
  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      Context context = (Context) contextIn(contextIn(event.getServletContext()));
      context.setInstanceManager(
          injecting(context.getInstanceManager(), CDI.current().getBeanManager()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Tomcat hands out a facade, which has the context in a field, and that has Tomcat's own. */
  private static Object contextIn(Object facade) throws ReflectiveOperationException {
    Field context = facade.getClass().getDeclaredField("context");
    context.setAccessible(true);
    return context.get(facade);
  }

  /** Does what Tomcat does, and injects beans into each new instance. */
  private static InstanceManager injecting(InstanceManager tomcat, BeanManager beans) {
    return (InstanceManager)
        Proxy.newProxyInstance(
            ServletInjection.class.getClassLoader(),
            new Class<?>[] {InstanceManager.class},
            (proxy, method, arguments) -> {
              Object made;
              try {
                made = method.invoke(tomcat, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (method.getName().equals("newInstance")) {
                inject(made == null ? arguments[0] : made, beans); // newInstance(Object) is void
              }
              return made;
            });
  }

  @SuppressWarnings("unchecked") // the class of an instance is one of its type
  private static <T> void inject(T instance, BeanManager beans) {
    beans
        .getInjectionTargetFactory(beans.createAnnotatedType((Class<T>) instance.getClass()))
        .createInjectionTarget(null)
        .inject(instance, beans.createCreationalContext(null));
  }
}
