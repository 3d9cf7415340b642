using System.Globalization;
using System.Net;
using System.Text.Json;
using Grid.Api.Problems;
using Grid.Api.Requests;
using Grid.Api.Security;
using Grid.Domain.Calendar;
using Grid.Domain.Regions;
using Grid.Sandbox.Clocks;
using Grid.Sandbox.Running;
using Yarp.ReverseProxy.Forwarder;

namespace Grid.Sandbox.Web;

/// <summary>
/// What listens at the sandbox's address. <c>/sandbox</c> is answered here, everything else by the register inside; every answer, whoever
/// gave it, carries the header <c>Grid-Sandbox</c>. None of it is in the register's OpenAPI documents: a register has none of it.
/// </summary>
internal static class SandboxFront
{
    /// <summary>On every answer; its value is the moment that the sandbox's clock shows.</summary>
    public const string Header = "Grid-Sandbox";

    private static readonly string[] Reading = ["GET", "HEAD"];

    private const int LongestBody = 64 * 1024 * 1024;

    private static readonly ForwarderRequestConfig Patience = new() { ActivityTimeout = TimeSpan.FromMinutes(2) };

    /// <summary>Where the front is reached from this machine.</summary>
    public static Uri AddressOf(SandboxSettings settings)
    {
        var first = BindingAddress.Parse(
            settings.Urls.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)[0]
        );
        var host = first.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : first.Host;
        return new Uri($"{first.Scheme}://{host}:{first.Port.ToString(CultureInfo.InvariantCulture)}");
    }

    public static WebApplication Create(SandboxSettings settings, RunningSandbox sandbox, TimeProvider machine)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(settings.Urls);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LongestBody;
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Yarp", LogLevel.Error);
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton(machine);
        builder.Services.AddSingleton(sandbox);
        builder.Services.AddSingleton(_ => new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                UseProxy = false,
                UseCookies = false,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                ActivityHeadersPropagator = null,
            }
        ));
        builder.Services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        var app = builder.Build();
        sandbox.Ended.Register(app.Lifetime.StopApplication);
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers[Header] = Shown(sandbox.Clock);
                    return Task.CompletedTask;
                });
                return next(context);
            }
        );
        app.Use(AnswerProblemsAsync);
        app.MapMethods("/sandbox", Reading, SandboxPage.ShowAsync);
        app.MapMethods("/sandbox/cases", Reading, (RunningSandbox one) => CasesView.Of(one));
        app.MapMethods("/sandbox/clock", Reading, (RunningSandbox one) => ClockView.Of(one, null));
        app.MapPost("/sandbox/clock", MoveAsync);
        app.MapPost("/sandbox/reset", ResetAsync);
        app.MapPost("/sandbox/tokens", TokenAsync);
        foreach (var part in (string[])["messages", "platform", "matters"])
        {
            app.Map($"/sandbox/simulators/{part}/{{**rest}}", (HttpContext context, RunningSandbox one) =>
                SimulatorAsync(context, one, part)
            );
        }

        app.Map("/sandbox/{**rest}", NothingHere);
        app.MapFallback("{**rest}", ToRegisterAsync);
        return app;
    }

    private static IResult NothingHere(HttpContext context) => throw new ProblemException(new Problem(ProblemCatalogue.NoSuchRoute));

    private static string Shown(SandboxClock clock) =>
        clock.GetUtcNow().ToOffset(ChinaTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    private static async Task AnswerProblemsAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (ProblemException known)
        {
            await ProblemWriter.WriteAsync(context, known.Problem);
        }
        catch (BadHttpRequestException)
        {
            await ProblemWriter.WriteAsync(context, new Problem(ProblemCatalogue.MalformedJson));
        }
    }

    private static async Task<ClockView> MoveAsync(HttpContext context, RunningSandbox sandbox)
    {
        await EnsureTokenAsync(context, sandbox);
        var order = await ReadAsync<ClockOrder>(context);
        var move = order.Target();
        return await sandbox.MoveAsync(move, context.RequestAborted) is { } done ? ClockView.Of(sandbox, done)
            : sandbox.Register is null ? throw new ProblemException(new Problem(ProblemCatalogue.Unavailable))
            : throw Problem
                .Fields(
                    new FieldError(order.Field, FieldCodes.OutOfRange)
                    {
                        AtLeast = Shown(sandbox.Clock),
                        AtMost = sandbox.Latest.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
                    }
                )
                .AsException();
    }

    private static async Task<ClockView> ResetAsync(HttpContext context, RunningSandbox sandbox)
    {
        await EnsureTokenAsync(context, sandbox);
        await sandbox.ResetAsync(context.RequestAborted);
        return ClockView.Of(sandbox, null);
    }

    /// <summary>As the sign-in of development: whoever reaches the sandbox may be anybody in it.</summary>
    private static async Task<TokenView> TokenAsync(HttpContext context, RunningSandbox sandbox)
    {
        var order = await ReadAsync<TokenOrder>(context);
        if (SandboxTokens.RoleOf(order.Role) is not { } role)
        {
            throw Problem
                .Fields(
                    new FieldError("role", order.Role is null ? FieldCodes.Required : FieldCodes.NotInList)
                    {
                        Allowed = [.. SandboxTokens.Roles.Select(one => one.Code)],
                    }
                )
                .AsException();
        }

        if (role.NeedsOffice && order.Office is null)
            throw Problem.Fields(new FieldError("office", FieldCodes.Required)).AsException();
        if (order.Office is not null && !OfficeCode.TryParse(order.Office, out _))
            throw Problem.Fields(new FieldError("office", FieldCodes.BadCode)).AsException();
        return new TokenView(
            sandbox.Tokens.Sign(role.Code, order.Office, subject: order.Subject),
            "Bearer",
            (int)SandboxTokens.Lifetime.TotalSeconds
        );
    }

    private static async Task EnsureTokenAsync(HttpContext context, RunningSandbox sandbox)
    {
        var result = await sandbox.Tokens.CheckAsync(context.Request.Headers.Authorization);
        if (result?.IsValid == true)
            return;
        context.Features.Set(BearerChallenge.OfFailure(result?.Exception, context.User));
        throw new ProblemException(new Problem(ProblemCatalogue.NotAuthenticated));
    }

    private static async Task<T> ReadAsync<T>(HttpContext context)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(context.Request.Body, Strict, context.RequestAborted)
                ?? throw new ProblemException(new Problem(ProblemCatalogue.MalformedJson));
        }
        catch (JsonException)
        {
            throw new ProblemException(new Problem(ProblemCatalogue.MalformedJson));
        }
    }

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict,
    };

    private static Task SimulatorAsync(HttpContext context, RunningSandbox sandbox, string part)
    {
        if (sandbox.Register is not { } inside)
            throw new ProblemException(new Problem(ProblemCatalogue.Unavailable));
        var to = part switch
        {
            "messages" => inside.Messages,
            "platform" => inside.Platform,
            _ => inside.Matters,
        };
        context.Request.Path = "/" + (context.Request.RouteValues["rest"] as string);
        return ForwardAsync(context, to);
    }

    private static Task ToRegisterAsync(HttpContext context, RunningSandbox sandbox) =>
        sandbox.Register is { Address: { } address }
            ? ForwardAsync(context, address)
            : throw new ProblemException(new Problem(ProblemCatalogue.Unavailable));

    private static async Task ForwardAsync(HttpContext context, Uri to)
    {
        var forwarder = context.RequestServices.GetRequiredService<IHttpForwarder>();
        var error = await forwarder.SendAsync(
            context,
            to.GetLeftPart(UriPartial.Authority),
            context.RequestServices.GetRequiredService<HttpMessageInvoker>(),
            Patience,
            OwnHost.Instance
        );
        if (error != ForwarderError.None && !context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            context.Response.Clear();
            throw new ProblemException(new Problem(ProblemCatalogue.OutcomeUnknown));
        }
    }

    /// <summary>The register sees the host that the caller asked for, and the caller's address.</summary>
    private sealed class OwnHost : HttpTransformer
    {
        public static readonly OwnHost Instance = new();

        public override async ValueTask TransformRequestAsync(
            HttpContext httpContext,
            HttpRequestMessage proxyRequest,
            string destinationPrefix,
            CancellationToken cancellationToken
        )
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.Headers.Host = httpContext.Request.Host.Value;
            if (httpContext.Connection.RemoteIpAddress is { } address)
                proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-For", address.ToString());
        }
    }
}
