using Grid.Domain.Calendar;
using Grid.Grains.Calendars;
using Grid.Grains.Counting;
using Grid.Grains.Interfaces.Counting;
using Grid.Grains.Interfaces.Counting.Reports;
using Grid.Grains.Interfaces.Platform;
using Grid.Grains.Interfaces.Reference;
using Grid.Grains.Interfaces.Reorganising;
using Grid.Grains.Notices;
using Grid.Grains.Persons.Duties;
using Grid.Grains.Platform;
using Grid.Grains.Reorganising;
using Grid.Grains.Reports;
using Grid.Grains.Waking;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grid.Grains;

/// <summary>What grains need besides the ports that the store and the host bring.</summary>
public static class GrainsServices
{
    public static IServiceCollection AddGridGrains(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<DutyOptions>().Bind(configuration.GetSection(DutyOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DutyOptions>, DutyOptionsValidator>();
        services.AddSingleton<TickGate>();
        services.AddGridOtherClocks(configuration);
        services.AddOptions<CountingOptions>().Bind(configuration.GetSection(CountingOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CountingOptions>, CountingOptionsValidator>();
        services.AddSingleton<CountConcurrency>();
        services.AddSingleton<RegionNudger>();
        return services;
    }

    /// <summary>
    /// What makes live counts follow commits. To be called after Orleans is added: it begins when the silo is there, and ends before the
    /// silo and with it the leaves, which end before the store.
    /// </summary>
    public static IServiceCollection AddGridCounting(this IServiceCollection services)
    {
        services.AddHostedService<NudgeWorker>();
        services.AddSingleton<RegionWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<RegionWatch>());
        return services.AddLoneGrain(_ => new SingletonGrain("The night's recount", grains =>
            grains.GetGrain<IRecountGrain>(IRecountGrain.Only).Watch()
        ));
    }

    /// <summary>How loaded calendars are followed; every process needs it, also one without grains.</summary>
    public static IServiceCollection AddGridCalendars(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<CalendarOptions>().Bind(configuration.GetSection(CalendarOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CalendarOptions>, CalendarOptionsValidator>();
        return services;
    }

    /// <summary>The reports of the month, and the watch over them. To be called after Orleans is added.</summary>
    public static IServiceCollection AddGridReports(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ReportOptions>().Bind(configuration.GetSection(ReportOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ReportOptions>, ReportOptionsValidator>();
        services.AddSingleton<ReportChecking>();
        return services.AddLoneGrain(_ => new SingletonGrain("The watch over reports", grains =>
            grains.GetGrain<IReportWatchGrain>(IReportWatchGrain.Only).Watch()
        ));
    }

    /// <summary>
    /// The workers that send messages to persons and record what became of those about a decision. A gateway is whatever the host registers
    /// as <see cref="Interfaces.Notices.IMessageSender"/>. To be called after Orleans is added.
    /// </summary>
    public static IServiceCollection AddGridNotices(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<NoticeOptions>().Bind(configuration.GetSection(NoticeOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NoticeOptions>, NoticeOptionsValidator>();
        services.AddSingleton<NoticeSending>();
        services.AddHostedService<NoticeWorker>();
        services.AddSingleton<NoticeOutcomeRecording>();
        services.AddHostedService<NoticeOutcomeWorker>();
        return services;
    }

    /// <summary>
    /// The sync with the national platform. The platform is whatever the host registers as
    /// <see cref="Interfaces.Platform.IPlatformTransport"/>; without one, what must be sent waits. To be called after Orleans is added.
    /// </summary>
    public static IServiceCollection AddGridPlatformSync(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<PlatformSyncOptions>().Bind(configuration.GetSection(PlatformSyncOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PlatformSyncOptions>, PlatformSyncOptionsValidator>();
        return services.AddLoneGrain(provider =>
        {
            var (reference, clock) = (provider.GetRequiredService<IReferenceData>(), provider.GetRequiredService<TimeProvider>());
            return new SingletonGrain("The platform's sync", grains =>
                Task.WhenAll(
                    reference
                        .Regions.Provinces(ChinaTime.DateOf(clock.GetUtcNow()))
                        .Select(province => grains.GetGrain<IPlatformSyncGrain>(province.Code.Prefix).Watch())
                )
            );
        });
    }

    /// <summary>What moves the cases of ended offices when an operator orders it. To be called after Orleans is added.</summary>
    public static IServiceCollection AddGridCaseMoves(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<CaseMoveOptions>().Bind(configuration.GetSection(CaseMoveOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CaseMoveOptions>, CaseMoveOptionsValidator>();
        return services.AddLoneGrain(_ => new SingletonGrain("The moving of cases", grains =>
            grains.GetGrain<ICaseMoveGrain>(ICaseMoveGrain.Only).Watch()
        ));
    }

    private static IServiceCollection AddLoneGrain(this IServiceCollection services, Func<IServiceProvider, SingletonGrain> grain)
    {
        services.AddSingleton(grain);
        services.AddHostedService<SingletonGrainActivator>(); // Once, however often it is added.
        return services;
    }
}
