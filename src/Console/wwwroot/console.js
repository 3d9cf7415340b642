// What the pages need beside Blazor's own script: reloading the page when the connection cannot be restored.
(function () {
    'use strict';
    document.addEventListener('click', function (event) {
        if (event.target instanceof Element && event.target.closest('[data-reload]')) location.reload();
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
