/** What turns plans into task graphs and runs them, on TornadoVM and on the portable runtime alike. */
package io.attn4j.kernels.session;
