package org.exitinterview.guard;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.rest.impl.DefaultProcessEngineRestServiceImpl;

/** Every address of the engine's API that can be asked with GET, read from its classes. */
final class EngineAddresses {

  private EngineAddresses() {}

  /** The addresses below {@code /engine-rest}, with the names of their parts in braces. */
  static Set<String> all() {
    Set<String> addresses = new TreeSet<>();
    collect(DefaultProcessEngineRestServiceImpl.class, "", addresses);
    return addresses;
  }

  private static void collect(Class<?> resource, String address, Set<String> addresses) {
    for (Method method : resource.getMethods()) {
      Path path = method.getAnnotation(Path.class);
      String own = path == null ? "" : "/" + path.value().replaceFirst("^/", "");
      if (method.isAnnotationPresent(GET.class)) {
        addresses.add(address + own);
      } else if (path != null && !hasHttpMethod(method) && method.getReturnType().isInterface()) {
        collect(method.getReturnType(), address + own, addresses);
      }
    }
  }

  private static boolean hasHttpMethod(Method method) {
    return Arrays.stream(method.getAnnotations())
        .anyMatch(each -> each.annotationType().isAnnotationPresent(HttpMethod.class));
  }
}
