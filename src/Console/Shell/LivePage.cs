using System.Security.Claims;
using Grid.Api.Security;
using Grid.Console.Client;
using Grid.Console.Hosting;
using Grid.Console.Texts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace Grid.Console.Shell;

/// <summary>
/// A page whose numbers are in the first HTML and are then kept up to date over the connection. When the API fails, the last numbers stay,
/// with the moment that they are of and why; when the session is over, the page says so and stops asking.
/// </summary>
public abstract class LivePage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource ending = new();
    private bool loading;
    private bool first = true;
    private ClaimsPrincipal? user;
    private ApiProblem? trouble;

    [Inject]
    public required ApiClient Api { get; set; }

    [Inject]
    public required UiLanguage T { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IOptions<ConsoleOptions> Settings { get; set; }

    [CascadingParameter]
    public Task<AuthenticationState> Authentication { get; set; } = null!;

    /// <summary>What went wrong with the last reading; null when nothing did.</summary>
    protected ApiProblem? Problem { get; private set; }

    /// <summary>When the numbers on the page were read.</summary>
    protected DateTimeOffset? ReadAt { get; private set; }

    /// <summary>Cancelled when the visitor leaves.</summary>
    protected CancellationToken Leaving => ending.Token;

    /// <summary>False: each reading of the list is logged, so it is read only on request.</summary>
    protected virtual bool RefreshesItself => true;

    /// <summary>How often it reads again.</summary>
    protected virtual TimeSpan Every => Settings.Value.Refresh;

    /// <summary>How old an answer may be.</summary>
    protected TimeSpan Patience { get; private set; } = ApiClient.Usual;

    /// <summary>Whether the user's role and office may do an operation: what they may not is not offered.</summary>
    protected bool May(string operation) =>
        user?.FindFirst("role") is { } role
        && RoleNames.FindOfPerson(role.Value) is { } known
        && RoleMatrix.BuiltIn.Knows(operation)
        && RoleMatrix.BuiltIn.Allows(operation, known, user.FindFirst("office")?.Value);

    /// <summary>Reads everything that the page shows, at once what can be read at once.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Reads once more, now.</summary>
    protected async Task RefreshAsync()
    {
        if (loading)
            return;
        loading = true;
        trouble = null;
        try
        {
            await LoadAsync();
            Problem = trouble;
            if (trouble is null)
                ReadAt = Clock.GetUtcNow();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The browser is gone.
        }
        finally
        {
            loading = false;
            Patience = ApiClient.Usual;
        }
    }

    /// <summary>Asks the API; on a problem the previous figures stay.</summary>
    protected async Task<T?> ReadAsync<T>(string path, T? before = null)
        where T : class
    {
        var answer = await Api.GetAsync<T>(path, Patience, Leaving);
        if (answer.Problem is { } problem)
            trouble = Worse(trouble, problem);
        return answer.Problem is null ? answer.Value : before;
    }

    /// <summary>Asks the API for what need not be there: nothing is said of a 404.</summary>
    protected async Task<T?> ReadIfThereAsync<T>(string path, T? before = null)
        where T : class
    {
        var answer = await Api.GetAsync<T>(path, Patience, Leaving);
        if (answer.Problem is { IsNotThere: false } problem)
            trouble = Worse(trouble, problem);
        return answer.Problem switch
        {
            null => answer.Value,
            { IsNotThere: true } => null,
            _ => before,
        };
    }

    protected override Task OnParametersSetAsync()
    {
        // Known already wherever a page is rendered.
        user = Authentication is { IsCompletedSuccessfully: true } known ? known.Result.User : null;
        if (first && RendererInfo.IsInteractive)
            Patience = ApiClient.Handover;
        first = false;
        return RefreshAsync();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && RefreshesItself)
            _ = KeepFreshAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await ending.CancelAsync();
        ending.Dispose();
    }

    private static ApiProblem Worse(ApiProblem? one, ApiProblem other) =>
        one is { IsExpired: true } || (one is not null && !other.IsExpired) ? one : other;

    private async Task KeepFreshAsync()
    {
        var leaving = ending.Token;
        using var timer = new PeriodicTimer(Every, Clock);
        try
        {
            while (Problem is not { IsExpired: true } && await timer.WaitForNextTickAsync(leaving))
            {
                await InvokeAsync(async () =>
                {
                    await RefreshAsync();
                    StateHasChanged();
                });
                timer.Period = Every;
            }
        }
        catch (OperationCanceledException)
        {
            // The visitor left.
        }
        catch (ObjectDisposedException)
        {
            // The connection ended while something was on its way.
        }
    }
}
