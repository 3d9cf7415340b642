using System.Net.Sockets;
using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Storage.Migrations;
using Grid.Storage.Sealing;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Runtime;

namespace Grid.Silo.Hosting;

/// <summary>How the process ends when it cannot start; the numbers are those of sysexits.h.</summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The database, its disk, the silos or a port are not available now, or the clock went wrong: starting again may help.</summary>
    public const int Unavailable = 69;

    /// <summary>Settings, keys, schema or data files are wrong: starting again does not help.</summary>
    public const int Configuration = 78;

    /// <summary>The code for what stopped the start; null for what nobody foresaw, which deserves its stack.</summary>
    public static int? Of(Exception exception) => exception switch
    {
        ConfigurationException or SchemaException or KeyFileException or RegisterKeyException => Configuration,
        DataFileException or CalendarMissingException or OptionsValidationException => Configuration,
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } => Unavailable,

        // Several servers are named, and none of them is the primary now: between a failure and the failover.
        NpgsqlException { InnerException: AggregateException or null } and not PostgresException => Unavailable,
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.ReadOnlySqlTransaction } => Unavailable,

        // Class 53: no disk, no memory, no connection left.
        PostgresException { SqlState: ['5', '3', ..] } => Unavailable,
        SiloUnavailableException => Unavailable,
        NpgsqlException => Configuration,
        IOException { InnerException: SocketException or Microsoft.AspNetCore.Connections.AddressInUseException } => Unavailable,
        _ => null,
    };
}
