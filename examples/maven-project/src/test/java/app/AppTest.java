package app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AppTest {
    @Test
    void attentionWithEqualLogitsAverages() {
        assertEquals(3, App.mean(1, 2, 3, 6), 1e-6);
    }
}
