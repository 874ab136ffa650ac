__kernel void forwardF16(__global long *_kernel_context, __constant uchar *_constant_region, __local uchar *_local_region, __global int *_atomics, __global uchar *x, __global uchar *sizes, __global uchar *y)
{
  bool b_10, b_55;
  float f_16, f_18, f_19, f_20, f_38, f_39, f_40, f_46, f_60, f_62, f_63, f_64;
  float f_82, f_83, f_84, f_90;
  int i_4, i_5, i_6, i_7, i_8, i_9, i_11, i_17, i_21, i_22, i_23, i_24;
  int i_25, i_26, i_27, i_28, i_29, i_30, i_31, i_32, i_33, i_34, i_35, i_36;
  int i_37, i_41, i_42, i_43, i_44, i_45, i_47, i_48, i_49, i_50, i_61, i_65;
  int i_66, i_67, i_68, i_69, i_70, i_71, i_72, i_73, i_74, i_75, i_76, i_77;
  int i_78, i_79, i_80, i_81, i_85, i_86, i_87, i_88, i_89, i_91, i_92, i_93;
  int i_94, i_95, i_96, i_97, i_98;
  long l_12, l_13, l_14, l_51, l_52, l_53, l_56, l_57, l_58;
  ulong ul_0, ul_1, ul_2, ul_3, ul_15, ul_54, ul_59;

  // BLOCK 0
  ul_0  =  (ulong) x;
  ul_1  =  (ulong) sizes;
  ul_2  =  (ulong) y;
  ul_3  =  ul_1 + 16L;
  i_4  =  *((__global int *) ul_3);
  i_5  =  get_global_id(0);
  i_6  =  i_4 + 1;
  i_7  =  i_6 >> 31;
  i_8  =  i_7 + i_6;
  i_9  =  i_8 >> 1;
  b_10  =  i_5 < i_9;
  if(b_10)
  {
    // BLOCK 1
    i_11  =  i_5 << 1;
    l_12  =  (long) i_11;
    l_13  =  l_12 + 4L;
    l_14  =  l_13 << 2;
    ul_15  =  ul_0 + l_14;
    f_16  =  *((__global float *) ul_15);
    i_17  =  (f_16 == f_16) ? 0 : 32256;
    f_18  =  fabs(f_16);
    f_19  =  fmin(f_18, 65520.0F);
    f_20  =  f_19 * 16384.0F;
    i_21  =  isnan(f_20)? 0 : (int) f_20;
    i_22  =  (i_21 < 65536) ? 0 : 16;
    i_23  =  i_21 >> i_22;
    i_24  =  (i_23 < 256) ? 0 : 8;
    i_25  =  i_23 >> i_24;
    i_26  =  (i_25 < 16) ? 0 : 4;
    i_27  =  i_25 >> i_26;
    i_28  =  (i_27 < 4) ? 0 : 2;
    i_29  =  i_26 + i_24;
    i_30  =  i_28 + i_29;
    i_31  =  i_27 >> i_28;
    i_32  =  (i_31 < 2) ? 0 : 1;
    i_33  =  i_30 + i_32;
    i_34  =  i_33 + i_22;
    i_35  =  i_34 << 10;
    i_36  =  29 - i_34;
    i_37  =  1 << i_36;
    f_38  =  (float) i_37;
    f_39  =  f_38 * 0.03125F;
    f_40  =  fma(f_19, f_39, 8388608.0F);
    i_41  =  isnan(f_40)? 0 : (int) f_40;
    i_42  =  i_35 + i_41;
    i_43  =  i_42 & 32767;
    i_44  =  i_17 | i_43;
    i_45  =  (f_16 < 0.0F) ? 32768 : 0;
    f_46  =  1.0F / f_16;
    i_47  =  (f_46 < 0.0F) ? 32768 : 0;
    i_48  =  i_45 | i_47;
    i_49  =  i_44 | i_48;
    i_50  =  i_11 + 1;
    l_51  =  (long) i_5;
    l_52  =  l_51 + 4L;
    l_53  =  l_52 << 2;
    ul_54  =  ul_2 + l_53;
    b_55  =  i_50 < i_4;
    if(b_55)
    {
      // BLOCK 2
      l_56  =  (long) i_50;
      l_57  =  l_56 + 4L;
      l_58  =  l_57 << 2;
      ul_59  =  ul_0 + l_58;
      f_60  =  *((__global float *) ul_59);
      i_61  =  (f_60 == f_60) ? 0 : 32256;
      f_62  =  fabs(f_60);
      f_63  =  fmin(f_62, 65520.0F);
      f_64  =  f_63 * 16384.0F;
      i_65  =  isnan(f_64)? 0 : (int) f_64;
      i_66  =  (i_65 < 65536) ? 0 : 16;
      i_67  =  i_65 >> i_66;
      i_68  =  (i_67 < 256) ? 0 : 8;
      i_69  =  i_67 >> i_68;
      i_70  =  (i_69 < 16) ? 0 : 4;
      i_71  =  i_69 >> i_70;
      i_72  =  (i_71 < 4) ? 0 : 2;
      i_73  =  i_70 + i_68;
      i_74  =  i_72 + i_73;
      i_75  =  i_71 >> i_72;
      i_76  =  (i_75 < 2) ? 0 : 1;
      i_77  =  i_74 + i_76;
      i_78  =  i_77 + i_66;
      i_79  =  i_78 << 10;
      i_80  =  29 - i_78;
      i_81  =  1 << i_80;
      f_82  =  (float) i_81;
      f_83  =  f_82 * 0.03125F;
      f_84  =  fma(f_63, f_83, 8388608.0F);
      i_85  =  isnan(f_84)? 0 : (int) f_84;
      i_86  =  i_79 + i_85;
      i_87  =  i_86 & 32767;
      i_88  =  i_61 | i_87;
      i_89  =  (f_60 < 0.0F) ? 32768 : 0;
      f_90  =  1.0F / f_60;
      i_91  =  (f_90 < 0.0F) ? 32768 : 0;
      i_92  =  i_89 | i_91;
      i_93  =  i_88 | i_92;
      i_94  =  i_93 << 16;
      i_95  =  i_94 | i_49;
      *((__global int *) ul_54)  =  i_95;
      return;
    }  // B1
    else
    {
      // BLOCK 3
      i_96  =  *((__global int *) ul_54);
      i_97  =  i_96 & -65536;
      i_98  =  i_97 | i_49;
      *((__global int *) ul_54)  =  i_98;
      return;
    }  // B1
  }  // B0
  else
  {
    // BLOCK 4
  }  // B0
  // BLOCK 5 MERGES [4 2 3 ]
  return;
}  //  kernel
