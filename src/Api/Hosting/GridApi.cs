using Grid.Api.Access;
using Grid.Api.Answers;
using Grid.Api.Applicants;
using Grid.Api.Applications;
using Grid.Api.Batches;
using Grid.Api.Calendars;
using Grid.Api.Certificates;
using Grid.Api.Changes;
using Grid.Api.Commands;
using Grid.Api.Complaints;
using Grid.Api.Counts;
using Grid.Api.Duplicates;
using Grid.Api.Duties;
using Grid.Api.Households;
using Grid.Api.Importing;
using Grid.Api.Integrators;
using Grid.Api.Layoffs;
using Grid.Api.Ledger;
using Grid.Api.Licences;
using Grid.Api.Lists;
using Grid.Api.Matching;
using Grid.Api.Matching.Pulling;
using Grid.Api.Matters;
using Grid.Api.Notices;
using Grid.Api.OpenApi;
using Grid.Api.Operations;
using Grid.Api.Performance;
using Grid.Api.Persons;
using Grid.Api.Platform;
using Grid.Api.Policies;
using Grid.Api.Problems;
using Grid.Api.Progress;
using Grid.Api.Recognising;
using Grid.Api.Reference;
using Grid.Api.Reorganising;
using Grid.Api.Reports;
using Grid.Api.Requests;
using Grid.Api.Search;
using Grid.Api.Security;
using Grid.Api.Surveys;
using Grid.Api.Webhooks;
using Grid.Api.Wording;
using Grid.Api.Worklists;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Api.Hosting;

/// <summary>
/// The REST API as a part of a host. The host registers the ports of Grains.Interfaces, a <see cref="TimeProvider"/> and a grain factory or
/// cluster client.
/// </summary>
public static class GridApi
{
    /// <summary>Time-out of requests that wait for something to happen.</summary>
    internal const string LongPoll = "long-poll";

    /// <summary>Further ones are closed immediately: memory stays bounded.</summary>
    private const int MostConnections = 10_000;

    /// <summary>Registers what the API needs.</summary>
    public static IServiceCollection AddGridApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ApiOptions>().Configure(options => ApiOptions.Bind(options, configuration)).CheckAtStart(ApiOptions.Section);
        services.AddGridOtherClocks(configuration);
        services.AddSingleton(RoleMatrix.BuiltIn);
        services.AddSingleton(CommitmentTexts.BuiltIn);
        services.AddSingleton<GrainRetry>();
        services.AddSingleton<CommandSender>();
        services.AddSingleton<IdempotentWrites>();
        services.AddSingleton<ApplicationPersons>();
        services.AddSingleton<CommandRouter>();
        services.AddSingleton<Platform.JoinFinder>();
        services.AddSingleton<PersonFinder>();
        services.AddSingleton<SubmissionReader>();
        services.AddSingleton<BatchRunner>();
        services.AddSingleton<LinePipeline>();
        services.AddSingleton<BatchOrder>();
        services.AddSingleton<BatchLines>();
        services.AddSingleton<BatchPlaces>();
        services.AddSingleton<ListMaker>();
        services.AddSingleton<AllowanceReading>();
        services.AddSingleton<LedgerSelection>();
        services.AddSingleton<HouseholdWriter>();
        services.AddCheckedOptions<CertificateOptions>(configuration, CertificateOptions.Section);
        services.AddSingleton<CertificateDocument>();
        services.AddSingleton<CertificatePaper>();
        services.AddSingleton<UseNotes>();
        services.AddSingleton<StaffSeen>();
        services.AddSingleton<AccessRecorder>();
        services.AddSingleton<PairGuard>();
        services.AddSingleton<AccessMetrics>();
        services.AddSingleton<CallLimits>();
        services.AddSingleton<DenialLog>();
        services.AddSingleton<SignInLog>();
        services.AddHostedService(provider => provider.GetRequiredService<DenialLog>());
        services.AddSingleton<ApplicantFinder>();
        services.AddSingleton<ItemRenewal>();
        services.AddSingleton<CalendarPreview>();
        services.AddSingleton<BoardReader>();
        services.AddSingleton<BoardTrends>();
        services.AddSingleton<ReminderReader>();
        services.AddMatchFiles(configuration);
        services.AddTokens();
        services.AddAuthorization();
        services.AddRateLimits();
        services.AddResponseCompression(compression =>
        {
            // Of reference data alone, in which nothing is secret, so that their length tells nothing.
            compression.EnableForHttps = true;
            compression.MimeTypes = ["application/json"];
        });
        services.AddSingleton<TurnQueue>();
        services.AddSingleton<KnownPersons>();
        services.AddSingleton<ChangeWaits>();
        services.AddCheckedOptions<WebhookOptions>(configuration, WebhookOptions.Section);
        services.AddSingleton<AllowedTargets>();
        services.AddSingleton(provider => new WebhookSender(
            provider.GetRequiredService<AllowedTargets>(),
            provider.GetRequiredService<IOptions<WebhookOptions>>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddHostedService<WebhookDelivery>();
        services.AddRequestTimeouts(_ => { });
        services
            .AddOptions<RequestTimeoutOptions>()
            .Configure<IOptions<ApiOptions>>(
                (timeouts, api) =>
                {
                    timeouts.DefaultPolicy = new RequestTimeoutPolicy { Timeout = api.Value.Timeout, TimeoutStatusCode = 503 };
                    timeouts.Policies[LongPoll] = new RequestTimeoutPolicy
                    {
                        Timeout = api.Value.Timeout + ChangeEndpoints.LongestWait,
                        TimeoutStatusCode = 503,
                    };
                }
            );
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(Limit);
        services.AddTransportSecurity();
        services.AddGridOpenApi();
        return services;
    }

    /// <summary>
    /// Adds the API's steps and routes. Throws when a route has no operation of the role matrix, or the matrix one that no route has.
    /// </summary>
    public static WebApplication MapGridApi(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseTransportSecurity();
        app.Use(
            (context, next) =>
            {
                // An answer is what its type says, whatever it looks like.
                context.Response.Headers.XContentTypeOptions = "nosniff";
                return next(context);
            }
        );
        LinePipeline.Begin(app);
        app.UseMiddleware<RequestLog>();
        app.UseMiddleware<HeadRequests>();
        app.UseWhen(context => !BrowserPaths.IsOne(context), api => api.UseMiddleware<Failures>().UseMiddleware<RequestSize>());
        app.UseRouting();
        app.UseWhen(
            context => context.GetEndpoint()?.Metadata.GetMetadata<ReferenceAnswer>() is not null,
            reference => reference.UseResponseCompression()
        );
        app.UseMiddleware<AnswerCaching>();
        app.UseLinesAreCommands();
        app.UseRequestTimeouts();
        app.UseAddressLimit();
        app.UseAuthentication();
        app.UseMiddleware<Turns>();
        app.UseMiddleware<RoleCheck>();

        // The role check above decides; the framework's own authorization adds nothing but must be in its usual place.
        app.UseAuthorization();
        app.MapApplications();
        app.MapPersons();
        app.MapDuties();
        app.MapCertificates();
        app.MapRecognitions();
        app.MapHouseholds();
        app.MapLicences();
        app.MapMatters();
        app.MapComplaints();
        app.MapOpenComplaints();
        app.MapMatches();
        app.MapMatchRuns();
        app.MapPolicies();
        app.MapCivilAffairs();
        app.MapWorklists();
        app.MapWorklistAreas();
        app.MapWordingFlags();
        app.MapPlatformApplications();
        app.MapPerformance();
        app.MapCounts();
        app.MapRecounts();
        app.MapBoard();
        app.MapCluster();
        app.MapAccessLog();
        app.MapChanges();
        app.MapWebhooks();
        app.MapUnusualReaders();
        app.MapLooks();
        app.MapSurveys();
        app.MapPhoneSurveys();
        app.MapPolicyTexts();
        app.MapPersonLists();
        app.MapLedger();
        app.MapLayoffs();
        app.MapNotices();
        app.MapNoticeState();
        app.MapPlatform();
        app.MapPlatformDays();
        app.MapBackfills();
        app.MapRefusedItems();
        app.MapRefusedApplications();
        app.MapCalendars();
        app.MapCaseMoves();
        app.MapImports();
        app.MapDuplicates();
        app.MapDuplicateRuns();
        app.MapReports();
        app.MapDenominators();
        app.MapSearch();
        app.MapProgress();
        app.MapApplicants();
        app.MapReference();
        app.MapRegions();
        app.MapCommands();
        app.MapBatches();
        app.MapProblems();
        app.MapGridOpenApi();
        if (app.Services.GetRequiredService<IOptions<ApiOptions>>().Value.Reference)
            app.MapIntegrators();
        OperationCheck.Run(BuildEndpointsOnce(((IEndpointRouteBuilder)app).DataSources).Endpoints, RoleMatrix.BuiltIn);
        return app;
    }

    /// <summary>
    /// Puts one source that keeps its endpoints in the place of all others. Each of them builds every endpoint whenever it is asked, and
    /// compiles its delegates: here for the check, and a second time for the router.
    /// </summary>
    private static CompositeEndpointDataSource BuildEndpointsOnce(ICollection<EndpointDataSource> sources)
    {
        var kept = new CompositeEndpointDataSource([.. sources]);
        sources.Clear();
        sources.Add(kept);
        return kept;
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = BodyReader.MaximumSize + 1;

        // Far above our own limits: what the server refuses itself gets no problem (RequestSize).
        kestrel.Limits.MaxRequestHeadersTotalSize = 4 * RequestSize.LargestHeaders;
        kestrel.Limits.MaxRequestLineSize = 4 * RequestSize.LongestAddress;
        kestrel.Limits.MaxRequestHeaderCount = 4 * RequestSize.MostHeaders;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromMinutes(2);
    }
}

/// <summary>Addresses beside the API that people look at in a browser: their errors are pages, not problems in JSON.</summary>
internal static class BrowserPaths
{
    private static readonly PathString[] Roots = ["/console", "/_blazor", "/_framework", "/_content"];

    public static bool IsOne(HttpContext context) =>
        Roots.Any(root => context.Request.Path.StartsWithSegments(root, StringComparison.OrdinalIgnoreCase))
        || (
            context.Request.Path.StartsWithSegments("/dashboard", StringComparison.OrdinalIgnoreCase)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
        );
}
