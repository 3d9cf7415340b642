// What the pages need beside Blazor's own script: reloading the page when the connection cannot be restored, and saying that somebody is there.
(function () {
    'use strict';
    document.addEventListener('click', function (event) {
        if (event.target instanceof Element && event.target.closest('[data-reload]')) location.reload();
    });

    // A session that is left alone ends. Only what a person does counts: not what the page asks for by itself, nor what a script does.
    var reported = 0;
    function act(event) {
        if (!event.isTrusted || Date.now() - reported < 60000) return;
        reported = Date.now();
        fetch('/console/active', { method: 'POST', cache: 'no-store', redirect: 'manual' }).catch(function () { reported = 0; });
    }
    ['pointerdown', 'keydown', 'wheel', 'touchmove'].forEach(function (kind) {
        document.addEventListener(kind, act, { capture: true, passive: true });
    });

    var bar = document.getElementById('components-reconnect-modal');
    if (!bar) return;
    var tried = 0;
    function whenThere() {
        // The process may be starting: the page is loaded again as soon as it answers.
        fetch('/console/signed-out', { cache: 'no-store', redirect: 'manual' }).then(function (answer) {
            if (answer.status < 500) location.reload(); else setTimeout(whenThere, 2000);
        }).catch(function () { if (++tried < 150) setTimeout(whenThere, 2000); });
    }
    bar.addEventListener('components-reconnect-state-changed', function (event) {
        if (event.detail.state === 'rejected' || event.detail.state === 'failed') whenThere();
    });
})();
