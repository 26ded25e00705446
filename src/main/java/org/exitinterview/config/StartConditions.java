package org.exitinterview.config;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Refuses unsafe settings before anything is started, connected or created. */
@Configuration
class StartConditions {

  @Bean
  static BeanFactoryPostProcessor refuseUnsafeSettings(Environment environment) {
    return beanFactory ->
        check(
            Binder.get(environment).bindOrCreate("exitinterview", ExitInterviewSettings.class),
            OnEmbeddedDatabase.isEmbedded(environment));
  }

  @Bean
  Installation installation(ExitInterviewSettings settings, Environment environment) {
    boolean embedded = OnEmbeddedDatabase.isEmbedded(environment);
    Boolean demo = settings.demo();
    return new Installation(embedded, demo == null ? embedded : demo);
  }

  static void check(ExitInterviewSettings settings, boolean embedded) {
    if (!embedded && !StringUtils.hasText(settings.admin().password())) {
      throw new StartRefusedException(
          "A database server is set, but no password for the administrator.",
          "Set exitinterview.admin.password (environment: EXITINTERVIEW_ADMIN_PASSWORD) to a secret"
              + " of at least %d characters of your own, and, if you like, exitinterview.admin.user."
                  .formatted(WeakSecrets.MINIMUM_LENGTH));
    }
    checkSecret(
        "exitinterview.admin.password", settings.admin().password(), settings.admin().user());
    checkSecret("exitinterview.demo-password", settings.demoPassword(), null);
  }

  private static void checkSecret(
      String property, @Nullable String secret, @Nullable String userId) {
    if (StringUtils.hasText(secret)) {
      WeakSecrets.whyRefused(secret, userId == null ? "admin" : userId)
          .ifPresent(
              reason -> {
                throw new StartRefusedException(
                    "The password in %s %s.".formatted(property, reason),
                    "Set %s to a secret of at least %d characters of your own."
                        .formatted(property, WeakSecrets.MINIMUM_LENGTH));
              });
    }
  }
}
