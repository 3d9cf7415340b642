using System.Text.Encodings.Web;
using System.Text.Unicode;
using Grid.Console.Client;
using Grid.Console.Shell;
using Grid.Console.SignIn;
using Grid.Console.Texts;
using Grid.Grains.Interfaces.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using MudBlazor.Services;

namespace Grid.Console.Hosting;

/// <summary>The operators' pages (<c>/console</c>) as a part of a host that has the API.</summary>
public static class GridConsole
{
    /// <summary>Registers what the pages need.</summary>
    public static IServiceCollection AddGridConsole(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var mode = ConsoleModes.Read(configuration);
        services.AddSingleton(new ConsoleState(mode));
        services.AddCheckedOptions<ConsoleOptions>(configuration, ConsoleOptions.Section);
        if (mode == ConsoleMode.Off)
            return services;
        AddSignIn(services, mode);
        services
            .AddHttpClient(ApiClient.Name, client => client.Timeout = TimeSpan.FromSeconds(20))
            .RemoveAllLoggers() // Paths have numbers of cases in them, and what somebody typed into the address.
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    UseProxy = false,
                    AllowAutoRedirect = false,
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                }
            );
        services.AddSingleton<ApiAddress>();
        services.AddSingleton<AnswerCache>();
        services.AddScoped<UiLanguage>();
        services.AddScoped<VisibleRegions>();
        services.AddScoped(provider => new ApiClient(
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<AuthenticationStateProvider>(),
            provider.GetRequiredService<UiLanguage>(),
            provider.GetRequiredService<AnswerCache>(),
            provider.GetRequiredService<ApiAddress>(),
            provider.GetRequiredService<IdleSessions>()
        ));
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddMudServices();

        // Chinese is in the HTML unescaped: a third of the size.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddRazorComponents().AddInteractiveServerComponents();
        return services;
    }

    /// <summary>The pages' own steps; before those of the API.</summary>
    public static WebApplication UseGridConsole(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Services.GetRequiredService<ConsoleState>().Mode != ConsoleMode.Off)
            app.UseWhen(context => PagePaths.IsConsole(context.Request.Path), pages => pages.UseMiddleware<PageGuard>());
        return app;
    }

    /// <summary>The pages' routes; after those of the API, whose steps authenticate.</summary>
    public static WebApplication MapGridConsole(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var mode = app.Services.GetRequiredService<ConsoleState>().Mode;
        if (mode == ConsoleMode.Off)
            return app;
        app.UseWhen(context => PagePaths.IsConsole(context.Request.Path), pages => pages.UseMiddleware<PageUser>());
        app.UseAntiforgery();

        // In development the framework would add a route for every address, with GET alone: then an unknown address of the API is not known
        // from one that lacks the method.
        app.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
        app.MapStaticAssets(StaticAssets.Manifest);
        app.MapSignIn(mode);
        app.MapExports();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options =>
            {
                // The pages' own header says it already.
                options.ContentSecurityFrameAncestorsPolicy = null;
            });
        return app;
    }

    private static void AddSignIn(IServiceCollection services, ConsoleMode mode)
    {
        services.AddDataProtection().SetApplicationName("grid");
        services.AddSingleton<SharedPageKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<SharedPageKeys>((keys, shared) => keys.XmlRepository = shared);

        // It warns that it encrypts no key: each is sealed where it is stored.
        services.AddLogging(logging =>
            logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error)
        );
        var authentication = services.AddAuthentication().AddCookie(PagesSignIn.Scheme, SessionCookie.Configure);
        services.AddSingleton(provider => new IdleSessions(RealClock.Provider, provider.GetRequiredService<IOptions<ConsoleOptions>>()));
        services.AddSingleton<ProviderSignOut>();
        SecureCookies.Add(services);
        services.Configure<AuthorizationOptions>(PageCatalogue.AddPolicies);
        if (mode == ConsoleMode.Development)
            services.AddSingleton<DevelopmentMint>();
        if (mode == ConsoleMode.Provider)
        {
            authentication.AddOpenIdConnect(PagesSignIn.ProviderScheme, _ => { });
            services.AddSingleton<
                IConfigureOptions<Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions>,
                ProviderSignIn.Setup
            >();
        }
    }
}
