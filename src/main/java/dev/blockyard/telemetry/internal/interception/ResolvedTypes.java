package dev.blockyard.telemetry.internal.interception;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What type variables stand for in a class and its supertypes. */
final class ResolvedTypes {
  private final Map<TypeVariable<?>, Type> known = new HashMap<>();

  ResolvedTypes(Class<?> type) {
    read(type);
  }

  private void read(@Nullable Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
      TypeVariable<?>[] parameters = raw.getTypeParameters();
      for (int i = 0; i < parameters.length; i++) {
        known.put(parameters[i], of(generic.getActualTypeArguments()[i]));
      }
      read(raw);
    } else if (type instanceof Class<?> plain) {
      read(plain.getGenericSuperclass());
      for (Type supertype : plain.getGenericInterfaces()) {
        read(supertype);
      }
    }
  }

  /** Returns what a variable stands for, if that is known, and the upper bound of a wildcard. */
  Type of(Type written) {
    Type type = written instanceof WildcardType any ? any.getUpperBounds()[0] : written;
    return type instanceof TypeVariable<?> ? known.getOrDefault(type, type) : type;
  }

  /** Returns what a type gives its supertype as the only type argument; a variable if nothing. */
  Type argument(Type type, Class<?> supertype) {
    TypeVariable<?> parameter = supertype.getTypeParameters()[0];
    known.remove(parameter);
    read(type);
    return of(parameter);
  }
}
