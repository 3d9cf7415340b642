using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Grid.Domain.Calendar;
using Grid.Domain.Data;
using Grid.Storage;
using Grid.Storage.Migrations;
using Grid.Storage.Sealing;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Runtime;

namespace Grid.Silo.Hosting;

/// <summary>
/// How the process ends when it cannot start or must not go on; the numbers are those of sysexits.h. A service manager starts it again
/// after all of them but <see cref="Configuration"/>. In doubt a reason is taken as temporary: a process that is started again for nothing
/// reports every few seconds what is wrong; one that is not started again is still missing after the cause is gone.
/// </summary>
public static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>
    /// The database, its schema, its disk, the silos or a port are not available now, or the clock is wrong: starting again may help.
    /// </summary>
    public const int Unavailable = 69;

    /// <summary>A part of the process failed unexpectedly, and the process stopped in order: a restart may help.</summary>
    public const int Software = 70;

    /// <summary>Settings, keys, the schema's version or data files are wrong: starting again does not help.</summary>
    public const int Configuration = 78;

    /// <summary>The code for what stopped the start; null for an unexpected error, which is logged with its stack.</summary>
    public static int? Of(Exception exception) =>
        exception switch
        {
            PassingException or KeyTokenUnavailableException or SchemaException { IsBehind: true } => Unavailable,
            ConfigurationException or PoolerException or SchemaException or KeyFileException or RegisterKeyException => Configuration,
            DataFileException or CalendarMissingException or OptionsValidationException or OrleansConfigurationException => Configuration,

            // A value of the configuration that is not of its type.
            InvalidOperationException { InnerException: FormatException or OverflowException or ArgumentException } => Configuration,

            PostgresException error => OfState(error.SqlState),

            // Several servers are named: one that may come back is enough to wait for.
            NpgsqlException { InnerException: AggregateException several } => several.InnerExceptions.All(inner =>
                Of(inner) == Configuration
            )
                ? Configuration
                : Unavailable,
            NpgsqlException { InnerException: AuthenticationException } => Configuration,
            NpgsqlException => Unavailable,

            SocketException error => error.SocketErrorCode == SocketError.AccessDenied ? Configuration : Unavailable,
            AddressInUseException or TimeoutException or SiloUnavailableException => Unavailable,
            FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException or CryptographicException => Configuration,
            IOException { InnerException: AuthenticationException } => Configuration,
            IOException => Unavailable,

            AggregateException several => OfAll(several),
            { InnerException: { } inner } => Of(inner),
            OrleansException => Unavailable,
            _ => null,
        };

    /// <summary>By PostgreSQL's own classes of errors.</summary>
    private static int OfState(string state) =>
        state switch
        {
            // The database has not been made yet; or the server is a standby.
            PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.ReadOnlySqlTransaction => Unavailable,

            // Connection (also what a pooler says of its server), conflict, no disk, memory or connection left, lock, starting or stopping,
            // disk error, internal error.
            ['0', '8', ..] or ['4', '0', ..] or ['5', '3' or '5' or '7' or '8', ..] or ['X', 'X', ..] => Unavailable,
            _ => Configuration,
        };

    /// <summary>Several things failed at the same time: one permanent cause is enough.</summary>
    private static int? OfAll(AggregateException several)
    {
        var codes = several.InnerExceptions.Select(Of).ToArray();
        return codes.Contains(Configuration) ? Configuration
            : codes.Contains(null) ? null
            : Unavailable;
    }
}

/// <summary>The process cannot start with this configuration; the message names the setting and what is allowed.</summary>
public sealed class ConfigurationException(string message) : Exception(message);

/// <summary>The process cannot start now, for a reason that may pass without a new setting; the message says what it waits for.</summary>
public sealed class PassingException(string message, Exception? inner = null) : Exception(message, inner);
