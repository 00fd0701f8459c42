namespace OnChipLearn.Board.Tests.Contracts;

/// <summary>What the tests need of an INA219 driver, in SI units and register codes; ours and Iot.Device's both fit it.</summary>
internal interface IPowerMonitorDriver
{
    /// <summary>All registers to reset values.</summary>
    void Reset();

    /// <summary>MODE code, 0 to 7.</summary>
    void SetMode(int code);

    /// <summary>PG code, 0 to 3.</summary>
    void SetGain(int code);

    /// <summary>BRNG bit.</summary>
    void SetBusRange(int code);

    /// <summary>BADC code, 0 to 15.</summary>
    void SetBusAdc(int code);

    /// <summary>SADC code, 0 to 15.</summary>
    void SetShuntAdc(int code);

    void SetCalibration(ushort value, float amperesPerBit);

    double ShuntVolts();

    double BusVolts();

    double Amperes();

    double Watts();
}
