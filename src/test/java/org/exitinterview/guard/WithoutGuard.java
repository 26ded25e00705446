package org.exitinterview.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.catalina.core.StandardContext;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.variable.serializer.DefaultVariableSerializers;
import org.camunda.bpm.engine.impl.variable.serializer.TypedValueSerializer;
import org.springframework.beans.DirectFieldAccessor;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * Takes one guard out of the running engine for a while, for tests that prove that it is this guard
 * that stops an attack, and for measuring what the guards cost.
 */
final class WithoutGuard {

  private WithoutGuard() {}

  /** Does something while the interceptor of that class is out of the chain. */
  static <T> T interceptor(ProcessEngine engine, String className, Supplier<T> work) {
    CommandInterceptor before = null;
    CommandExecutor each = configuration(engine).getCommandExecutorTxRequired();
    while (each instanceof CommandInterceptor interceptor
        && !each.getClass().getSimpleName().equals(className)) {
      before = interceptor;
      each = interceptor.getNext();
    }
    if (before == null || !(each instanceof CommandInterceptor guard)) {
      throw new IllegalStateException("There is no guard " + className);
    }
    before.setNext(guard.getNext());
    try {
      return work.get();
    } finally {
      before.setNext(guard);
    }
  }

  /** Does something while every serializer is the engine's own. */
  static <T> T serializers(ProcessEngine engine, Supplier<T> work) {
    DefaultVariableSerializers all =
        (DefaultVariableSerializers) configuration(engine).getVariableSerializers();
    List<TypedValueSerializer<?>> guarded = List.copyOf(all.getSerializers());
    List<TypedValueSerializer<?>> bare = new ArrayList<>();
    guarded.forEach(
        serializer ->
            bare.add(
                serializer instanceof GuardedSerializer<?>
                    ? (TypedValueSerializer<?>)
                        new DirectFieldAccessor(serializer).getPropertyValue("serializer")
                    : serializer));
    replace(all, bare);
    try {
      return work.get();
    } finally {
      replace(all, guarded);
    }
  }

  private static void replace(
      DefaultVariableSerializers all, List<TypedValueSerializer<?>> serializers) {
    List.copyOf(all.getSerializers()).forEach(all::removeSerializer);
    serializers.forEach(all::addSerializer);
  }

  private static ProcessEngineConfigurationImpl configuration(ProcessEngine engine) {
    return (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
  }

  /** Does something while a filter of the web server is out. */
  static <T> T filter(ServletWebServerApplicationContext server, String name, Supplier<T> attack) {
    StandardContext web =
        (StandardContext)
            ((TomcatWebServer) server.getWebServer()).getTomcat().getHost().findChildren()[0];
    FilterMap[] all = web.findFilterMaps();
    List.of(all).forEach(web::removeFilterMap);
    try {
      for (FilterMap map : all) {
        if (!map.getFilterName().equals(name)) {
          web.addFilterMap(map);
        }
      }
      return attack.get();
    } finally {
      List.of(web.findFilterMaps()).forEach(web::removeFilterMap);
      List.of(all).forEach(web::addFilterMap);
    }
  }
}
