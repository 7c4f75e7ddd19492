package dev.blockyard.telemetry.tomcat;

import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import javax.naming.NamingException;
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
          new Injecting(context.getInstanceManager(), CDI.current().getBeanManager()));
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

  /** Makes instances as Tomcat does, and injects beans into them. */
  record Injecting(InstanceManager tomcat, BeanManager beans) implements InstanceManager {
    private <T> T injected(T instance, Class<T> type) {
      AnnotatedType<T> annotated = beans.createAnnotatedType(type);
      beans
          .getInjectionTargetFactory(annotated)
          .createInjectionTarget(null)
          .inject(instance, beans.createCreationalContext(null));
      return instance;
    }

    @SuppressWarnings("unchecked") // the class of an instance is one of its type
    private <T> T injected(T instance) {
      return injected(instance, (Class<T>) instance.getClass());
    }

    @Override
    public Object newInstance(Class<?> type)
        throws IllegalAccessException,
            InvocationTargetException,
            NamingException,
            InstantiationException,
            NoSuchMethodException {
      return injected(tomcat.newInstance(type));
    }

    @Override
    public Object newInstance(String type)
        throws IllegalAccessException,
            InvocationTargetException,
            NamingException,
            InstantiationException,
            ClassNotFoundException,
            NoSuchMethodException {
      return injected(tomcat.newInstance(type));
    }

    @Override
    public Object newInstance(String type, ClassLoader loader)
        throws IllegalAccessException,
            InvocationTargetException,
            NamingException,
            InstantiationException,
            ClassNotFoundException,
            NoSuchMethodException {
      return injected(tomcat.newInstance(type, loader));
    }

    @Override
    public void newInstance(Object instance)
        throws IllegalAccessException, InvocationTargetException, NamingException {
      tomcat.newInstance(instance);
      injected(instance);
    }

    @Override
    public void destroyInstance(Object instance)
        throws IllegalAccessException, InvocationTargetException {
      tomcat.destroyInstance(instance);
    }
  }
}
