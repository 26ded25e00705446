package org.exitinterview.config;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** True unless {@code spring.datasource.url} names a server; an empty value names none. */
final class OnEmbeddedDatabase implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
    return isEmbedded(context.getEnvironment());
  }

  static boolean isEmbedded(Environment environment) {
    return !StringUtils.hasText(environment.getProperty("spring.datasource.url"));
  }
}
