namespace OnChipLearn.Board.Drivers;

/// <summary>MODE bits of the INA219 configuration register.</summary>
public enum Ina219OperatingMode : ushort
{
    PowerDown = 0,
    ShuntVoltageTriggered = 1,
    BusVoltageTriggered = 2,
    ShuntAndBusTriggered = 3,
    AdcOff = 4,
    ShuntVoltageContinuous = 5,
    BusVoltageContinuous = 6,
    ShuntAndBusContinuous = 7,
}

/// <summary>BRNG bit, in place.</summary>
public enum Ina219BusVoltageRange : ushort
{
    Range16v = 0,
    Range32v = 1 << 13,
}

/// <summary>PG bits, in place.</summary>
public enum Ina219PgaSensitivity : ushort
{
    PlusOrMinus40mv = 0,
    PlusOrMinus80mv = 1 << 11,
    PlusOrMinus160mv = 2 << 11,
    PlusOrMinus320mv = 3 << 11,
}

/// <summary>ADC codes, in the place of SADC (bits 6:3); BADC is the same four bits higher.</summary>
public enum Ina219AdcResolutionOrSamples : ushort
{
    Adc9Bit = 0 << 3,
    Adc10Bit = 1 << 3,
    Adc11Bit = 2 << 3,
    Adc12Bit = 3 << 3,
    Adc2Sample = 9 << 3,
    Adc4Sample = 10 << 3,
    Adc8Sample = 11 << 3,
    Adc16Sample = 12 << 3,
    Adc32Sample = 13 << 3,
    Adc64Sample = 14 << 3,
    Adc128Sample = 15 << 3,
}
